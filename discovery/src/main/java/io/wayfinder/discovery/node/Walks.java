package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.RandomWalk;
import io.wayfinder.enr.NodeId;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The lookups that keep the table fresh: of ourselves right after joining, some times again while others join too, and of
 * random targets for ever. One of each kind at once.
 */
final class Walks {

    /** The first look-up of ourselves is repeated after 1, 2, 4 ... s, up to this. */
    static final long LAST_SELF_LOOKUP_MS = 32_000;

    private static final long NONE = 0;

    private final NodeId localId;
    private final Lookups lookups;
    private final RandomWalk walk;
    private long walking = NONE;
    private long joining = NONE;
    private long joinMs = Long.MAX_VALUE;
    private long joinDelayMs;

    Walks(NodeId localId, Lookups lookups, RandomGenerator choices) {
        this.localId = localId;
        this.lookups = lookups;
        this.walk = new RandomWalk(localId, choices);
    }

    /** The table has its first live node, or its first again. */
    void join(long nowMs) {
        joinMs = nowMs;
        joinDelayMs = 1_000;
    }

    void tick(long nowMs) {
        if (joining == NONE && joinMs <= nowMs) {
            joining = lookups.upkeep(nowMs, localId);
            joinMs = joinDelayMs > LAST_SELF_LOOKUP_MS ? Long.MAX_VALUE : nowMs + joinDelayMs;
            joinDelayMs *= 2;
        }
        if (walking == NONE && walk.nextDeadlineMs() <= nowMs) {
            walking = lookups.upkeep(nowMs, walk.start(nowMs));
        }
    }

    /** Takes in the lookups that have ended. */
    void takeEnded(long nowMs) {
        if (walking != NONE) {
            OptionalInt brought = lookups.takeUpkeep(walking);
            if (brought.isPresent()) {
                walk.finished(nowMs, brought.getAsInt());
                walking = NONE;
            }
        }
        if (joining != NONE && lookups.takeUpkeep(joining).isPresent()) {
            joining = NONE;
        }
    }

    long nextDeadlineMs() {
        long walkMs = walking == NONE ? walk.nextDeadlineMs() : Long.MAX_VALUE;
        return Math.min(walkMs, joining == NONE ? joinMs : Long.MAX_VALUE);
    }
}
