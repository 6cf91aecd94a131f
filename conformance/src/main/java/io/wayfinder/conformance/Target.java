package io.wayfinder.conformance;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import org.apache.tuweni.bytes.Bytes;

/**
 * The node under test: its key and where it is reached.
 *
 * @param protocolId six bytes, those of its network
 */
public record Target(PublicKey publicKey, Endpoint endpoint, Bytes protocolId) {

    private static final int PROTOCOL_ID_SIZE = 6;

    public Target {
        if (protocolId.size() != PROTOCOL_ID_SIZE) {
            throw new IllegalArgumentException("a protocol-id has six bytes, not " + protocolId.size());
        }
    }

    /** A node of the public network. */
    public Target(PublicKey publicKey, Endpoint endpoint) {
        this(publicKey, endpoint, RawPacket.PROTOCOL_ID);
    }

    public NodeId nodeId() {
        return NodeId.of(publicKey);
    }
}
