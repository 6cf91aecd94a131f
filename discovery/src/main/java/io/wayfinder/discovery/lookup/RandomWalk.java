package io.wayfinder.discovery.lookup;

import io.wayfinder.enr.NodeId;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * When to look up what, to keep the table fresh (theory, "Table Maintenance In Practice"): our own ID first, then a
 * random ID in the bucket that was refreshed least recently. Quickly at first, until {@value #DRY_QUICK} lookups in a
 * row brought nothing or every bucket had its turn twice; then ever slower, down to one a minute, about 20 requests.
 *
 * <p>Times are not negative. One lookup at a time: after {@link #start}, nothing is due until {@link #finished}.
 */
public final class RandomWalk {

    /**
     * The farthest buckets each have turns; nearer ones share that of our own ID, whose lookup asks for all of them.
     * In a network of n nodes the buckets beyond log2 n are empty: this suffices up to a million.
     */
    private static final int BUCKETS = 16;

    private static final int DISTANCE_MAX = 256;
    private static final long QUICK_MS = 500;
    private static final long STEADY_MS = 60_000;
    private static final int DRY_QUICK = 3;
    private static final int LOOKUPS_QUICK = 2 * (BUCKETS + 1);
    private static final long NEVER = -1;

    private final NodeId local;
    private final RandomGenerator choices;
    /** When each turn last came: our own ID at 0, then the buckets from the farthest on. */
    private final long[] refreshedMs = new long[BUCKETS + 1];

    private long dueMs;
    private long intervalMs = QUICK_MS;
    private int quickLookups;
    private int dryLookups;

    public RandomWalk(NodeId local, RandomGenerator choices) {
        this.local = local;
        this.choices = choices;
        Arrays.fill(refreshedMs, NEVER);
    }

    /** When the next lookup is due: 0, at once, at the start; {@code Long.MAX_VALUE} while one is under way. */
    public long nextDeadlineMs() {
        return dueMs;
    }

    /** The target of the lookup that is due now. */
    public NodeId start(long nowMs) {
        int turn = 0;
        for (int i = 1; i < refreshedMs.length; i++) {
            if (refreshedMs[i] < refreshedMs[turn]) {
                turn = i;
            }
        }
        refreshedMs[turn] = nowMs;
        dueMs = Long.MAX_VALUE;
        return turn == 0 ? local : randomAt(DISTANCE_MAX + 1 - turn);
    }

    /** @param newNodes nodes that it brought and that were not known */
    public void finished(long nowMs, int newNodes) {
        quickLookups++;
        dryLookups = newNodes == 0 ? dryLookups + 1 : 0;
        if (quickLookups >= LOOKUPS_QUICK || dryLookups >= DRY_QUICK) {
            // Even when each brings something, as in a network far larger than the table.
            intervalMs = Math.min(STEADY_MS, newNodes == 0 ? 2 * intervalMs : intervalMs + intervalMs / 4);
        }
        dueMs = nowMs + intervalMs - intervalMs / 4 + choices.nextLong(intervalMs / 2 + 1);
    }

    /** Things have changed, as when the first node was found or the network is back: start over, quickly. */
    public void hasten(long nowMs) {
        quickLookups = 0;
        dryLookups = 0;
        intervalMs = QUICK_MS;
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
