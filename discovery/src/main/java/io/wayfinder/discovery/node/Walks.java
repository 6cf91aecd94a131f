package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.RandomWalk;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.enr.NodeId;
import java.util.random.RandomGenerator;

/** The lookups that keep the table fresh, one at once: the random walk, once somebody in the table is live. */
final class Walks {

    private static final long NONE = 0;

    private final NodeId localId;
    private final NodeTable table;
    private final Lookups lookups;
    private final int resultSize;
    private final RandomWalk walk;
    private long walking = NONE;
    private boolean joined;

    Walks(NodeId localId, NodeTable table, Lookups lookups, int resultSize, RandomGenerator choices) {
        this.localId = localId;
        this.table = table;
        this.lookups = lookups;
        this.resultSize = resultSize;
        this.walk = new RandomWalk(localId, resultSize, choices);
    }

    /** The table has its first live node, or its first again. The random walk begins with ourselves. */
    void join(long nowMs) {
        joined = true;
        walk.hasten(nowMs);
    }

    void tick(long nowMs) {
        if (nextDeadlineMs() <= nowMs) {
            walking = lookups.upkeep(nowMs, walk.start(nowMs, table.closest(localId, resultSize)));
        }
    }

    /** Takes in the lookup that has ended. */
    void takeEnded(long nowMs) {
        if (walking != NONE && lookups.takeUpkeep(walking)) {
            walk.finished(nowMs);
            walking = NONE;
        }
    }

    long nextDeadlineMs() {
        return joined ? walk.nextDeadlineMs() : Long.MAX_VALUE;
    }
}
