package io.wayfinder.conformance;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;

/** The node under test: its key and where it is reached. */
public record Target(PublicKey publicKey, Endpoint endpoint) {

    NodeId nodeId() {
        return NodeId.of(publicKey);
    }
}
