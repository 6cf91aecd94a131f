package io.wayfinder.discovery.request;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Enode;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Optional;

/**
 * All that is needed to reach a node: from its record, or from an {@code enode://} URL.
 *
 * @param endpoints IPv4 first; empty when the node cannot be reached
 */
public record Contact(NodeId id, PublicKey key, List<Endpoint> endpoints, Optional<NodeRecord> record) {

    public static Contact of(NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    public static Contact of(Enode enode) {
        throw new UnsupportedOperationException("contract");
    }
}
