package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomWalkTest {

    private static final NodeId LOCAL = TestRecords.id(0);
    private final RandomWalk walk = new RandomWalk(LOCAL, new SplittableRandom(4));

    /** The next lookup, taking 100 ms; returns its target. */
    private NodeId lookup(int newNodes) {
        long nowMs = walk.nextDeadlineMs();
        NodeId target = walk.start(nowMs);
        assertEquals(Long.MAX_VALUE, walk.nextDeadlineMs());
        walk.finished(nowMs + 100, newNodes);
        return target;
    }

    /** How long after the end of the next lookup another is due. */
    private long wait(int newNodes) {
        return wait(walk, newNodes);
    }

    private static long wait(RandomWalk walk, int newNodes) {
        long nowMs = walk.nextDeadlineMs();
        walk.start(nowMs);
        walk.finished(nowMs + 100, newNodes);
        return walk.nextDeadlineMs() - nowMs - 100;
    }

    /** A quarter either way. */
    private static void assertAround(long intervalMs, long waitMs) {
        assertTrue(4 * waitMs >= 3 * intervalMs && 4 * waitMs <= 5 * intervalMs + 4, waitMs + " for " + intervalMs);
    }

    private static boolean isSet(NodeId id, int bit) {
        return (id.bytes().get(bit / 8) >> (7 - bit % 8) & 1) == 1;
    }

    @Test
    void startsAtOnceWithItsOwnId() {
        assertEquals(0, walk.nextDeadlineMs());
        assertEquals(LOCAL, lookup(3));
    }

    @Test
    void everyBucketHasItsTurnBeforeOneHasASecond() {
        List<Integer> distances = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            distances.add(Distance.log(LOCAL, lookup(1)));
        }
        assertEquals(17, new HashSet<>(distances.subList(0, 17)).size());
        assertEquals(distances.subList(0, 17), distances.subList(17, 34));
        assertEquals(List.of(0, 256, 255, 254), distances.subList(0, 4));
    }

    @Test
    void targetsOfOneBucketDiffer() {
        HashSet<NodeId> targets = new HashSet<>();
        for (int i = 0; i < 170; i++) {
            targets.add(lookup(0));
        }
        assertEquals(161, targets.size());
    }

    @Test
    void targetsAreAnywhereInTheirBucket() {
        // Of the farthest bucket, every seventeenth; all bits below the first are once set and once not.
        BitSet set = new BitSet();
        BitSet clear = new BitSet();
        for (int i = 0; i < 17 * 60; i++) {
            NodeId target = lookup(1);
            for (int bit = 1; bit < 256 && Distance.log(LOCAL, target) == 256; bit++) {
                (isSet(target, bit) ? set : clear).set(bit);
            }
        }
        assertEquals(255, set.cardinality());
        assertEquals(255, clear.cardinality());
    }

    @Test
    void quickWhileItBringsNewNodesThenOneAMinute() {
        for (int i = 0; i < 30; i++) {
            lookup(5);
        }
        assertTrue(walk.nextDeadlineMs() <= 30 * 800, "at " + walk.nextDeadlineMs());
        for (int i = 0; i < 20; i++) {
            lookup(0);
        }
        long startedMs = walk.nextDeadlineMs();
        for (int i = 0; i < 40; i++) {
            lookup(0);
        }
        long perLookupMs = (walk.nextDeadlineMs() - startedMs) / 40;
        assertTrue(perLookupMs > 55_000 && perLookupMs < 65_000, "every " + perLookupMs);
    }

    @Test
    void thirdLookupInARowThatBringsNothingAndEachBehindItDoublesTheInterval() {
        for (int newNodes : new int[] {0, 0, 5, 0, 0}) {
            assertAround(500, wait(newNodes));
        }
        assertAround(1_000, wait(0));
        assertAround(2_000, wait(0));
        assertAround(4_000, wait(0));
    }

    @Test
    void onceEachBucketHadItsTurnTwiceTheIntervalGrowsByAQuarter() {
        long longest = 0;
        for (int seed = 0; seed < 100; seed++) {
            RandomWalk walk = new RandomWalk(LOCAL, new SplittableRandom(seed));
            for (int i = 0; i < 33; i++) {
                assertAround(500, wait(walk, 5));
            }
            long next = wait(walk, 5);
            assertAround(625, next);
            longest = Math.max(longest, next);
            assertAround(781, wait(walk, 5));
        }
        assertTrue(longest > 625, "the longest that 500 can become");
    }

    @Test
    void slowsDownThoughAHugeNetworkAlwaysHasNewNodes() {
        for (int i = 0; i < 80; i++) {
            lookup(200);
        }
        long beforeMs = walk.nextDeadlineMs();
        lookup(200);
        assertTrue(walk.nextDeadlineMs() - beforeMs >= 45_000);
    }

    @Test
    void hastenedItStartsOver() {
        for (int i = 0; i < 30; i++) {
            lookup(0);
        }
        long nowMs = walk.nextDeadlineMs() - 40_000;
        walk.hasten(nowMs);
        assertEquals(nowMs + 500, walk.nextDeadlineMs());
        lookup(1);
        assertTrue(walk.nextDeadlineMs() <= nowMs + 1_300);
    }
}
