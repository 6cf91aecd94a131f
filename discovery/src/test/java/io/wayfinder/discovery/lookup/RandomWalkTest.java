package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomWalkTest {

    private static final NodeId LOCAL = TestRecords.id(0);
    /** As in a network of a hundred or two: the nearest 16 leave four buckets. */
    private static final List<NodeRecord> NEAREST = nearestUpTo(253, 16);

    private final RandomWalk walk = new RandomWalk(LOCAL, 16, new SplittableRandom(4));

    /** So many, the farthest of them at this distance. */
    private static List<NodeRecord> nearestUpTo(int distance, int count) {
        NodeRecord farthest = TestRecords.first(200).stream()
                .filter(record -> Distance.log(LOCAL, record.nodeId()) == distance)
                .findFirst()
                .orElseThrow();
        return Collections.nCopies(count, farthest);
    }

    /** The next lookup, taking 100 ms; returns its target. */
    private NodeId lookup() {
        return lookup(NEAREST);
    }

    private NodeId lookup(List<NodeRecord> nearest) {
        long nowMs = walk.nextDeadlineMs();
        NodeId target = walk.start(nowMs, nearest);
        assertEquals(Long.MAX_VALUE, walk.nextDeadlineMs());
        walk.finished(nowMs + 100);
        return target;
    }

    /** How long after the end of the next lookup another is due. */
    private static long waitAfterLookup(RandomWalk walk) {
        long nowMs = walk.nextDeadlineMs();
        walk.start(nowMs, NEAREST);
        walk.finished(nowMs + 100);
        return walk.nextDeadlineMs() - nowMs - 100;
    }

    /** A quarter either way. */
    private static void assertAround(long intervalMs, long waitMs) {
        assertTrue(4 * waitMs >= 3 * intervalMs && 4 * waitMs <= 5 * intervalMs + 4, waitMs + " for " + intervalMs);
    }

    private static boolean isSet(NodeId id, int bit) {
        return (id.bytes().get(bit / 8) >> (7 - bit % 8) & 1) == 1;
    }

    private List<Integer> distancesOf(int lookups, List<NodeRecord> nearest) {
        List<Integer> distances = new ArrayList<>();
        for (int i = 0; i < lookups; i++) {
            distances.add(Distance.log(LOCAL, lookup(nearest)));
        }
        return distances;
    }

    @Test
    void startsAtOnceWithItsOwnId() {
        assertEquals(0, walk.nextDeadlineMs());
        assertEquals(LOCAL, lookup());
    }

    @Test
    void everyBucketBeyondTheNearestNodesHasItsTurnBeforeOneHasASecond() {
        assertEquals(List.of(0, 256, 255, 254, 253, 0, 256, 255, 254, 253, 0, 256), distancesOf(12, NEAREST));
    }

    @Test
    void whoKnowsFewNodesLooksBeyondTheNearestOfThem() {
        List<NodeRecord> few = new ArrayList<>(nearestUpTo(254, 1));
        few.addAll(nearestUpTo(256, 14));
        assertEquals(List.of(0, 256, 255, 254, 0), distancesOf(5, few));
    }

    @Test
    void howManyAreNearIsTheSizeOfAResult() {
        RandomWalk ofEight = new RandomWalk(LOCAL, 8, new SplittableRandom(4));
        List<NodeRecord> eight = new ArrayList<>(nearestUpTo(254, 1));
        eight.addAll(nearestUpTo(256, 7));
        List<Integer> distances = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long nowMs = ofEight.nextDeadlineMs();
            distances.add(Distance.log(LOCAL, ofEight.start(nowMs, eight)));
            ofEight.finished(nowMs);
        }
        assertEquals(List.of(0, 256, 0), distances);
    }

    @Test
    void whoKnowsNobodyLooksForItself() {
        assertEquals(List.of(0, 0, 0), distancesOf(3, List.of()));
    }

    @Test
    void bucketsThatComeInLaterHaveTheirTurnAtOnce() {
        assertEquals(List.of(0, 256, 255, 0), distancesOf(4, nearestUpTo(255, 16)));
        assertEquals(List.of(254, 253, 256, 255, 0), distancesOf(5, NEAREST));
    }

    @Test
    void inTheLargestNetworkSixteenBucketsHaveTurns() {
        List<NodeRecord> veryNear = Collections.nCopies(16, TestRecords.first(1).getFirst());
        assertEquals(17, new HashSet<>(distancesOf(40, veryNear)).size());
    }

    @Test
    void targetsOfOneBucketDiffer() {
        HashSet<NodeId> targets = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            targets.add(lookup());
        }
        assertEquals(81, targets.size());
    }

    @Test
    void targetsAreAnywhereInTheirBucket() {
        // Of the farthest bucket, every fifth; all bits below the first are once set and once not.
        BitSet set = new BitSet();
        BitSet clear = new BitSet();
        for (int i = 0; i < 5 * 60; i++) {
            NodeId target = lookup();
            for (int bit = 1; bit < 256 && Distance.log(LOCAL, target) == 256; bit++) {
                (isSet(target, bit) ? set : clear).set(bit);
            }
        }
        assertEquals(255, set.cardinality());
        assertEquals(255, clear.cardinality());
    }

    @Test
    void quickUntilEachHadItsTurnThenHalfAsLongAgainUpToAMinute() {
        for (int seed = 0; seed < 100; seed++) {
            RandomWalk other = new RandomWalk(LOCAL, 16, new SplittableRandom(seed));
            for (int i = 0; i < 4; i++) {
                assertAround(500, waitAfterLookup(other));
            }
            for (long intervalMs = 1_000; intervalMs < 120_000; intervalMs *= 2) {
                assertAround(intervalMs, waitAfterLookup(other));
            }
            assertAround(120_000, waitAfterLookup(other));
            assertAround(120_000, waitAfterLookup(other));
        }
    }

    @Test
    void oneInTwoMinutesOnAverage() {
        for (int i = 0; i < 20; i++) {
            lookup();
        }
        long startedMs = walk.nextDeadlineMs();
        for (int i = 0; i < 40; i++) {
            lookup();
        }
        long perLookupMs = (walk.nextDeadlineMs() - startedMs) / 40;
        assertTrue(perLookupMs > 110_000 && perLookupMs < 130_000, "every " + perLookupMs);
    }

    @Test
    void hastenedItStartsOver() {
        for (int i = 0; i < 30; i++) {
            lookup();
        }
        long nowMs = walk.nextDeadlineMs() - 40_000;
        walk.hasten(nowMs);
        assertEquals(nowMs + 500, walk.nextDeadlineMs());
        assertEquals(List.of(0, 256, 255, 254), distancesOf(4, NEAREST));
        assertTrue(walk.nextDeadlineMs() <= nowMs + 500 + 4 * 725);
    }

    @Test
    void hastenedDuringALookupItIsAsQuickAfterIt() {
        for (int i = 0; i < 5; i++) {
            lookup();
        }
        long nowMs = walk.nextDeadlineMs();
        walk.start(nowMs, NEAREST);
        walk.hasten(nowMs);
        walk.finished(nowMs + 100);
        assertAround(500, walk.nextDeadlineMs() - nowMs - 100);
    }
}
