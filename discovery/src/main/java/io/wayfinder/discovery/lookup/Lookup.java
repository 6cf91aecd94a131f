package io.wayfinder.discovery.lookup;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.function.Predicate;

/**
 * One lookup (theory, "Lookup"): tells whom to ask what next, is told the answers, knows when it is done. No I/O, no clock of
 * its own. Call order: {@link #next}, ask, {@link #answered} or {@link #failed}, {@link #next} ... until {@link #isDone}.
 */
public final class Lookup {

    /**
     * @param local never asked, never in the result
     * @param seeds where to start, any order
     * @param wanted which nodes count as results (all are asked all the same)
     */
    public Lookup(
            long nowMs, NodeId local, NodeId target, List<NodeRecord> seeds, LookupLimits limits, Predicate<NodeRecord> wanted) {}

    /** Whom to ask now, with the distances to ask for; empty while enough are in flight or when done. */
    public List<Query> next(long nowMs) {
        throw new UnsupportedOperationException("contract");
    }

    /** One FINDNODE of the lookup. */
    public record Query(NodeRecord to, List<Integer> distances) {}

    public void answered(long nowMs, NodeId from, List<NodeRecord> records) {
        throw new UnsupportedOperationException("contract");
    }

    public void failed(long nowMs, NodeId from) {
        throw new UnsupportedOperationException("contract");
    }

    public boolean isDone(long nowMs) {
        throw new UnsupportedOperationException("contract");
    }

    /** When the time bound ends it, at the latest. */
    public long deadlineMs() {
        throw new UnsupportedOperationException("contract");
    }

    /** At most k nodes, nearest first: those that answered. */
    public List<NodeRecord> result() {
        throw new UnsupportedOperationException("contract");
    }

    /** FINDNODE requests spent so far. */
    public int queries() {
        throw new UnsupportedOperationException("contract");
    }

    /** The longest chain of referrals that led to a result, 1 for a node known at the start. */
    public int hops() {
        throw new UnsupportedOperationException("contract");
    }
}
