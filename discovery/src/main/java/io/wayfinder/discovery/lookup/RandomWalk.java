package io.wayfinder.discovery.lookup;

import io.wayfinder.enr.NodeId;
import java.util.random.RandomGenerator;

/** When to look up what, to keep the table fresh: often while lookups bring new nodes, ever slower when they do not. */
public final class RandomWalk {

    public RandomWalk(NodeId local, RandomGenerator choices) {}

    /** When the next lookup is due. */
    public long nextDeadlineMs() {
        throw new UnsupportedOperationException("contract");
    }

    /** The target of the lookup that is due now. */
    public NodeId start(long nowMs) {
        throw new UnsupportedOperationException("contract");
    }

    /** @param newNodes nodes that it brought and that were not known */
    public void finished(long nowMs, int newNodes) {
        throw new UnsupportedOperationException("contract");
    }
}
