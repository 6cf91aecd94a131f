package io.wayfinder.discovery.lookup;

import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When to look up what, to keep the table fresh (theory, "Table Maintenance In Practice"): our own ID first, then a
 * random ID in the bucket that was refreshed least recently, of those that hold more than our nearest nodes. Quickly at
 * first, until each had its turn; then ever slower, down to one in two minutes, about 11 requests.
 *
 * <p>Times are not negative. One lookup at a time: after {@link #start}, nothing is due until {@link #finished}.
 */
public final class RandomWalk {

    /** The farthest buckets that may have turns: in a network of n nodes about log2(n / 16) have. Enough for a million. */
    private static final int BUCKETS_MAX = 16;

    private static final int DISTANCE_MAX = 256;
    private static final long QUICK_MS = 500;
    private static final long STEADY_MS = 120_000;
    private static final long NEVER = -1;

    private final NodeId local;
    private final int resultSize;
    private final RandomGenerator choices;
    /** When each turn last came: our own ID at 0, then the buckets from the farthest on. */
    private final long[] refreshedMs = new long[BUCKETS_MAX + 1];

    private long dueMs;
    private long intervalMs = QUICK_MS;
    private boolean quick = true;

    /** @param resultSize k: how many of our nearest nodes the lookup of our own ID finds */
    public RandomWalk(NodeId local, int resultSize, RandomGenerator choices) {
        this.local = local;
        this.resultSize = resultSize;
        this.choices = choices;
        Arrays.fill(refreshedMs, NEVER);
    }

    /** When the next lookup is due: 0, at once, at the start; {@code Long.MAX_VALUE} while one is under way. */
    public long nextDeadlineMs() {
        return dueMs;
    }

    /**
     * The target of the lookup that is due now.
     *
     * @param nearest our k nearest nodes of those we know, nearest first, or all when they are fewer
     */
    public NodeId start(long nowMs, List<NodeRecord> nearest) {
        int turns = 1 + Math.min(farther(nearest), BUCKETS_MAX);
        int turn = 0;
        for (int i = 1; i < turns; i++) {
            if (refreshedMs[i] < refreshedMs[turn]) {
                turn = i;
            }
        }
        refreshedMs[turn] = nowMs;
        quick = Arrays.stream(refreshedMs, 0, turns).anyMatch(ms -> ms == NEVER);
        dueMs = Long.MAX_VALUE;
        return turn == 0 ? local : randomAt(DISTANCE_MAX + 1 - turn);
    }

    /**
     * How many buckets hold more than our nearest nodes, which the lookup of our own ID finds. While we know of few it may
     * find none, since who is asked for our distance need not have anybody there: then all that are farther than the first.
     */
    private int farther(List<NodeRecord> nearest) {
        if (nearest.isEmpty()) {
            return 0;
        }
        NodeRecord last = nearest.size() < resultSize ? nearest.getFirst() : nearest.getLast();
        return DISTANCE_MAX + 1 - Distance.log(local, last.nodeId());
    }

    /** The lookup has ended. */
    public void finished(long nowMs) {
        if (!quick) {
            intervalMs = Math.min(STEADY_MS, 2 * intervalMs);
        }
        dueMs = nowMs + intervalMs - intervalMs / 4 + choices.nextLong(intervalMs / 2 + 1);
    }

    /** Things have changed, as when the first node was found or the network is back: start over, quickly. */
    public void hasten(long nowMs) {
        Arrays.fill(refreshedMs, NEVER);
        intervalMs = QUICK_MS;
        quick = true;
        if (dueMs != Long.MAX_VALUE) {
            dueMs = Math.min(dueMs, nowMs + QUICK_MS);
        }
    }

    /** A random ID at the log distance from ours, one of the farthest: those differ in the first word. */
    private NodeId randomAt(int distance) {
        long top = 1L << (distance - 1 - 3 * Long.SIZE);
        return new NodeId(
                local.w0() ^ (top | (choices.nextLong() & (top - 1))),
                local.w1() ^ choices.nextLong(),
                local.w2() ^ choices.nextLong(),
                local.w3() ^ choices.nextLong());
    }
}
