package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.RandomWalk;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.enr.NodeId;
import java.util.random.RandomGenerator;

/**
 * The lookups that keep the table fresh: the random walk, and in the first minute of ourselves. One of each kind at
 * once.
 */
final class Walks {

    /** After joining we look for ourselves again after this, then twice, four times as long ... */
    static final long JOIN_MS = 1_000;

    /** ... up to this: for those who join at the same time and are found later. */
    static final long JOIN_LAST_MS = 32_000;

    private static final long NONE = 0;

    private final NodeId localId;
    private final NodeTable table;
    private final Lookups lookups;
    private final RandomWalk walk;
    private long walking = NONE;
    private long joining = NONE;
    private long joinMs = Long.MAX_VALUE;
    private long joinDelayMs = JOIN_MS;
    private boolean joined;

    Walks(NodeId localId, NodeTable table, Lookups lookups, RandomGenerator choices) {
        this.localId = localId;
        this.table = table;
        this.lookups = lookups;
        this.walk = new RandomWalk(localId, choices);
    }

    /** The table has its first live node, or its first again. The random walk begins with ourselves. */
    void join(long nowMs) {
        joined = true;
        joinMs = nowMs + JOIN_MS;
        joinDelayMs = 2 * JOIN_MS;
        walk.hasten(nowMs);
    }

    void tick(long nowMs) {
        if (joining == NONE && joinMs <= nowMs) {
            joining = lookups.upkeep(nowMs, localId);
            joinMs = joinDelayMs > JOIN_LAST_MS ? Long.MAX_VALUE : nowMs + joinDelayMs;
            joinDelayMs *= 2;
        }
        if (walkDeadlineMs() <= nowMs) {
            walking = lookups.upkeep(nowMs, walk.start(nowMs, table.closest(localId, RandomWalk.NEAREST)));
        }
    }

    /** Takes in the lookups that have ended. */
    void takeEnded(long nowMs) {
        if (walking != NONE && lookups.takeUpkeep(walking)) {
            walk.finished(nowMs);
            walking = NONE;
        }
        if (joining != NONE && lookups.takeUpkeep(joining)) {
            joining = NONE;
        }
    }

    long nextDeadlineMs() {
        return Math.min(walkDeadlineMs(), joining == NONE ? joinMs : Long.MAX_VALUE);
    }

    private long walkDeadlineMs() {
        return joined && walking == NONE ? walk.nextDeadlineMs() : Long.MAX_VALUE;
    }
}
