package io.wayfinder.discovery.session;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** The newest verified record of each node, bounded, so that equal bytes are never verified twice. Confined to one thread. */
public final class KnownRecords {

    public KnownRecords(Secp256k1 curve, int capacity) {}

    /** Decodes and verifies, or finds the record that has these very bytes. A newer one replaces what is known. */
    public DecodedRecord verify(Bytes encoded) {
        throw new UnsupportedOperationException("contract");
    }

    /** Keeps the record unless a newer one of the node is known; returns the newest. */
    public NodeRecord keep(NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    public Optional<NodeRecord> get(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }
}
