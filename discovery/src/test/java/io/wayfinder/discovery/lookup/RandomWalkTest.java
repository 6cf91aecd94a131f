package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
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
