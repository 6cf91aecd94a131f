package io.wayfinder.discovery.session;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The newest verified record of each node, bounded, so that equal bytes are never verified twice. Confined to one
 * thread.
 *
 * <p>Peers relay a node's older records for long after a newer one is out, so those are remembered by their bytes too.
 * Over the bounds the least recently used is forgotten.
 */
public final class KnownRecords {

    private static final float LOAD_FACTOR = 0.75f;

    /** Behind the header of the list, 2 or 3 bytes, and that of the signature, 2. */
    private static final int SIGNATURE_PART_AT = 8;

    /** No valid record is as short. */
    private static final int SIZE_MIN = SIGNATURE_PART_AT + Long.BYTES;

    private final Function<Bytes, DecodedRecord> decoder;
    private final int capacity;
    private final LinkedHashMap<NodeId, NodeRecord> newest = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    /** By a part of their signature, which is as good as a hash of the bytes; of two that share it the later is known. */
    private final LinkedHashMap<Long, NodeRecord> verified = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    private long verifications;
    private long evicted;

    /** @param capacity nodes whose record is remembered, and encodings; at least 1, about 1 kB each */
    public KnownRecords(Secp256k1 curve, int capacity) {
        this(encoded -> NodeRecord.decode(encoded, curve), capacity);
    }

    /** @param decoder gives for any bytes what {@link NodeRecord#decode} does; nodes of one process may share one */
    public KnownRecords(Function<Bytes, DecodedRecord> decoder, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity is at least 1, not " + capacity);
        }
        this.decoder = decoder;
        this.capacity = capacity;
    }

    /** Decodes and verifies, or finds the record that has these very bytes. A newer one replaces what is known. */
    public DecodedRecord verify(Bytes encoded) {
        NodeRecord same = sameBytes(encoded);
        if (same != null) {
            return new DecodedRecord.Valid(same);
        }
        verifications++;
        DecodedRecord decoded = decoder.apply(encoded);
        if (decoded instanceof DecodedRecord.Valid valid) {
            keep(valid.record());
        }
        return decoded;
    }

    /** Keeps the record unless a newer one of the node is known; returns the newest. */
    public NodeRecord keep(NodeRecord record) {
        verified.put(signaturePart(record.encoded()), record);
        bound(verified);
        NodeRecord known = newest.get(record.nodeId());
        if (known != null && !record.newerThan(known)) {
            return known;
        }
        newest.put(record.nodeId(), record);
        bound(newest);
        return record;
    }

    public Optional<NodeRecord> get(NodeId id) {
        return Optional.ofNullable(newest.get(id));
    }

    /** Whether a record of the node was known. */
    public boolean forget(NodeId id) {
        NodeRecord known = newest.remove(id);
        if (known != null) {
            verified.remove(signaturePart(known.encoded()));
        }
        return known != null;
    }

    /** Whether a record of these very bytes has been verified. */
    boolean holds(Bytes encoded) {
        return sameBytes(encoded) != null;
    }

    void count(Map<String, Long> counters) {
        counters.put("records_known", (long) newest.size());
        counters.put("records_verified", verifications);
        counters.put("records_evicted", evicted);
    }

    private @Nullable NodeRecord sameBytes(Bytes encoded) {
        NodeRecord same = encoded.size() < SIZE_MIN ? null : verified.get(signaturePart(encoded));
        return same != null && same.encoded().equals(encoded) ? same : null;
    }

    private static long signaturePart(Bytes encoded) {
        return encoded.getLong(SIGNATURE_PART_AT);
    }

    private void bound(SequencedMap<?, NodeRecord> records) {
        if (records.size() > capacity) {
            records.pollFirstEntry();
            evicted++;
        }
    }
}
