package io.wayfinder.discovery.session;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The newest verified record of each node, bounded: over it the least recently used is forgotten. Confined to one
 * thread.
 */
public final class KnownRecords {

    private static final float LOAD_FACTOR = 0.75f;

    private final VerifiedRecords verified;
    private final int capacity;
    private final LinkedHashMap<NodeId, NodeRecord> newest = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    /** Kept, and not told of yet. Over the capacity, when nobody asks, the oldest is told of no more. */
    private final ArrayDeque<NodeRecord> news = new ArrayDeque<>();

    private long evicted;

    /** @param capacity nodes whose record is remembered, and encodings; at least 1, about 1 kB each */
    public KnownRecords(Secp256k1 curve, int capacity) {
        this(new VerifiedRecords(curve, capacity), capacity);
    }

    /** @param verified its own, or that of all nodes of one process */
    public KnownRecords(VerifiedRecords verified, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity is at least 1, not " + capacity);
        }
        this.verified = verified;
        this.capacity = capacity;
    }

    /**
     * Decodes and verifies a record, and keeps nothing; the known one of its node when that is as new. Empty when it is
     * not valid.
     */
    public Optional<NodeRecord> verify(Bytes encoded) {
        if (!(verified.decode(encoded) instanceof DecodedRecord.Valid valid)) {
            return Optional.empty();
        }
        NodeRecord record = valid.record();
        NodeRecord known = newest.get(record.nodeId());
        return Optional.of(known == null || record.newerThan(known) ? record : known);
    }

    /** Keeps a valid record, from wherever it is, unless a newer one of the node is known; returns the newest. */
    @SuppressWarnings("ReferenceEquality") // most often it is the same, and then nothing needs to be compared
    public NodeRecord keep(NodeRecord record) {
        NodeRecord known = newest.get(record.nodeId());
        if (record == known) {
            return record;
        }
        verified.add(record);
        if (known != null && !record.newerThan(known)) {
            return known;
        }
        newest.put(record.nodeId(), record);
        if (newest.size() > capacity) {
            newest.pollFirstEntry();
            evicted++;
        }
        if (news.size() == capacity) {
            news.poll();
        }
        news.add(record);
        return record;
    }

    /** The next record that was kept, in the order of keeping, each once; null when there is none. */
    public @Nullable NodeRecord pollNews() {
        return news.poll();
    }

    public Optional<NodeRecord> get(NodeId id) {
        return Optional.ofNullable(newest.get(id));
    }

    /** Whether a record of the node was known. */
    public boolean forget(NodeId id) {
        NodeRecord known = newest.remove(id);
        if (known != null) {
            verified.forget(known);
        }
        return known != null;
    }

    /** Whether these are the very bytes of the node's record. */
    boolean holds(NodeId id, Bytes encoded) {
        NodeRecord known = newest.get(id);
        return known != null && known.encoded().equals(encoded);
    }

    void count(Map<String, Long> counters) {
        counters.put("records_known", (long) newest.size());
        counters.put("records_verified", verified.verifications());
        counters.put("records_evicted", evicted + verified.evicted());
    }
}
