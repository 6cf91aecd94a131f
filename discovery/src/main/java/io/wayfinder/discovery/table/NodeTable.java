package io.wayfinder.discovery.table;

import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * 256 buckets of 16 by log distance, with replacement caches (theory, "Node Table"). Holds only nodes with a UDP endpoint.
 * Live means: answered a PING at its record's endpoint. Confined to one thread.
 */
public final class NodeTable {

    public NodeTable(NodeId localId, TableLimits limits, RandomGenerator choices) {}

    /** A verified record was heard of: a candidate, unproven; or a newer record of a node that is here. */
    public void heardOf(long nowMs, NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    /** The node answered at an endpoint of {@code record} (a PONG, or any answer to a request of ours sent there). */
    public void answered(long nowMs, NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    /** A request to the node ended without an answer. */
    public void unanswered(long nowMs, NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    public boolean remove(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    /** The record of a bucket entry or of a replacement. */
    public Optional<NodeRecord> get(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether the node is a bucket entry (not only a replacement). */
    public boolean contains(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    /** Live entries at the log distance (1 to 256), least recently given first or at random: at most 16. */
    public List<NodeRecord> liveAt(int distance) {
        throw new UnsupportedOperationException("contract");
    }

    /** The entries nearest to the target, live ones first preferred, nearest first. */
    public List<NodeRecord> closest(NodeId target, int count) {
        throw new UnsupportedOperationException("contract");
    }

    /** Nodes that are to be pinged now (revalidation, and candidates for free places); each is returned once until its result is told. */
    public List<NodeRecord> duePings(long nowMs) {
        throw new UnsupportedOperationException("contract");
    }

    /** When {@link #duePings} will next have something; {@code Long.MAX_VALUE}: never. */
    public long nextDeadlineMs() {
        throw new UnsupportedOperationException("contract");
    }

    /** All bucket entries, by bucket, in bucket order. */
    public List<TableEntry> entries() {
        throw new UnsupportedOperationException("contract");
    }

    public int size() {
        throw new UnsupportedOperationException("contract");
    }

    /** The next membership change since the last call, or null: what subscribers of "table" see. */
    public @Nullable TableChange pollChange() {
        throw new UnsupportedOperationException("contract");
    }
}
