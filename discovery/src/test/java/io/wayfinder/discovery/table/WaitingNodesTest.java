package io.wayfinder.discovery.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WaitingNodesTest {

    private static final NodeRecord RECORD = TestRecords.at(1, 1, "9.9.9.9");

    private final WaitingNodes waiting = new WaitingNodes();
    private final KBucket bucket = new KBucket(256, TableFixture.LIMITS, IpQuota.ofTable(TableFixture.LIMITS));

    private KnownNode node(long serial) {
        return new KnownNode(bucket, serial, 0, RECORD);
    }

    @Test
    void ofThoseDueAtTheSameTimeWhoCameFirstIsFirst() {
        KnownNode second = node(2);
        KnownNode first = node(1);
        waiting.add(second, 5);
        waiting.add(first, 5);
        assertSame(first, waiting.takeFirst());
        assertSame(second, waiting.takeFirst());
        assertEquals(Long.MAX_VALUE, waiting.firstDueMs());
    }

    @Test
    void whoIsNotHereCannotBeRemoved() {
        KnownNode node = node(1);
        assertFalse(waiting.remove(node));
        waiting.add(node, 1);
        assertTrue(waiting.remove(node));
        assertFalse(waiting.remove(node));
    }

    /** As a sorted map would have it, whatever comes, is taken out of the middle, or is due. */
    @Test
    void anyoneMayLeaveAtAnyTimeAndTheOrderHolds() {
        SplittableRandom random = new SplittableRandom(3);
        TreeMap<KnownNode, Long> model = new TreeMap<>(Comparator.comparingLong(node -> node.serial));
        Comparator<KnownNode> order =
                Comparator.<KnownNode>comparingLong(model::get).thenComparingLong(node -> node.serial);
        for (int step = 0; step < 20_000; step++) {
            boolean growing = step / 2_000 % 2 == 0;
            if (model.isEmpty() || random.nextInt(10) < (growing ? 7 : 2)) {
                KnownNode node = node(step);
                long dueMs = random.nextInt(200);
                model.put(node, dueMs);
                waiting.add(node, dueMs);
            } else if (random.nextBoolean()) {
                List<KnownNode> all = new ArrayList<>(model.keySet());
                KnownNode any = all.get(random.nextInt(all.size()));
                assertTrue(waiting.remove(any));
                model.remove(any);
            } else {
                KnownNode first = model.keySet().stream().min(order).orElseThrow();
                assertEquals(model.get(first), waiting.firstDueMs());
                assertSame(first, waiting.takeFirst());
                model.remove(first);
            }
        }
    }
}
