package io.wayfinder.discovery.table;

import static io.wayfinder.discovery.table.TableFixture.bucketOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who waits for a place, and who gets it. */
class ReplacementTest {

    private final TableFixture fixture = new TableFixture();
    private final NodeTable table = fixture.table;
    private final List<NodeRecord> nodes = bucketOf(256, 40);

    private void evict(NodeRecord record) {
        for (int i = 0; i < 4; i++) {
            fixture.miss(record);
            table.answered(fixture.nowMs, nodes.get(1));
        }
        assertFalse(table.contains(record.nodeId()));
    }

    @Test
    void fullBucketOfProvenNodesKeepsThemAndLetsOthersWait() {
        fixture.answered(nodes.subList(0, 16));
        fixture.heardOf(nodes.subList(16, 20));
        fixture.answered(nodes.subList(20, 22));
        fixture.assertEntries(256, nodes.subList(0, 16));
        nodes.subList(16, 22).forEach(record -> {
            assertTrue(table.get(record.nodeId()).isPresent());
            assertFalse(table.contains(record.nodeId()));
        });
    }

    @Test
    void freePlaceGoesToAReplacementOnceItHasAnswered() {
        fixture.answered(nodes.subList(0, 16));
        fixture.heardOf(nodes.subList(16, 19));
        evict(nodes.get(0));
        assertEquals(15, table.entries().size(), "not yet proven");
        assertEquals(nodes.subList(18, 19), table.duePings(fixture.nowMs), "the most recently seen");
        table.answered(fixture.nowMs, nodes.get(18));
        assertTrue(fixture.live(nodes.get(18)));
        assertEquals(16, table.entries().size());
    }

    @Test
    void provenReplacementsComeBeforeUnprovenOnes() {
        fixture.answered(nodes.subList(0, 17));
        fixture.heardOf(nodes.subList(17, 19));
        evict(nodes.get(0));
        assertEquals(nodes.subList(16, 17), table.duePings(fixture.nowMs));
    }

    @Test
    void ofTheProvenReplacementsThatWhichAnsweredLastIsTriedFirst() {
        fixture.answered(nodes.subList(0, 18));
        fixture.answered(nodes.subList(16, 17));
        evict(nodes.get(0));
        assertEquals(nodes.subList(16, 17), table.duePings(fixture.nowMs));
    }

    @Test
    void whoGotAPlaceWaitsNoLonger() {
        fixture.answered(nodes.subList(0, 16));
        for (int i = 0; i < 12; i++) {
            fixture.heardOf(nodes.subList(16 + i, 17 + i));
            table.remove(nodes.get(i).nodeId());
            fixture.answered(nodes.subList(16 + i, 17 + i));
        }
        fixture.heardOf(nodes.subList(28, 38));
        for (NodeRecord record : nodes.subList(28, 38)) {
            assertTrue(table.get(record.nodeId()).isPresent());
        }
        assertEquals(0, fixture.count(TableCount.REPLACEMENT_DROPPED));
    }

    @Test
    void deadReplacementIsFollowedByTheNext() {
        fixture.answered(nodes.subList(0, 16));
        fixture.heardOf(nodes.subList(16, 19));
        evict(nodes.get(0));
        fixture.live(fixture.nowMs + 60_000, nodes.subList(17, 19));
        assertTrue(fixture.live(nodes.get(16)));
        assertTrue(table.get(nodes.get(17).nodeId()).isEmpty()
                && table.get(nodes.get(18).nodeId()).isEmpty());
    }

    @Test
    void newcomersDoNotTakeThePlaceThatAReplacementIsTriedFor() {
        fixture.answered(nodes.subList(0, 16));
        fixture.heardOf(nodes.subList(16, 17));
        evict(nodes.get(0));
        fixture.heardOf(nodes.subList(20, 21));
        assertFalse(table.contains(nodes.get(20).nodeId()));
        table.answered(fixture.nowMs, nodes.get(16));
        assertTrue(table.contains(nodes.get(16).nodeId()));
    }

    @Test
    void nodesHeardFromComeBeforeThoseHeardOf() {
        fixture.answered(nodes.subList(0, 16));
        fixture.heardOf(nodes.subList(16, 19));
        table.heardFrom(fixture.nowMs, nodes.get(16));
        fixture.heardOf(nodes.subList(17, 18));
        evict(nodes.get(0));
        assertEquals(nodes.subList(16, 17), table.duePings(fixture.nowMs));
    }

    @Test
    void replacementsAreBoundedAndTheProvenStay() {
        fixture.answered(nodes.subList(0, 20));
        fixture.heardOf(nodes.subList(20, 40));
        List<NodeRecord> held = new ArrayList<>();
        for (NodeRecord record : nodes) {
            if (table.get(record.nodeId()).isPresent()) {
                held.add(record);
            }
        }
        List<NodeRecord> expected = new ArrayList<>(nodes.subList(0, 20));
        expected.addAll(nodes.subList(34, 40));
        assertEquals(expected, held);
        assertEquals(14, fixture.count(TableCount.REPLACEMENT_DROPPED));
    }

    @Test
    void whenAllReplacementsAreProvenNewcomersAreRefused() {
        fixture.answered(nodes.subList(0, 26));
        fixture.heardOf(nodes.subList(26, 27));
        table.answered(fixture.nowMs, nodes.get(27));
        assertTrue(table.get(nodes.get(26).nodeId()).isEmpty());
        assertEquals(2, fixture.count(TableCount.REFUSED_REPLACEMENTS_FULL));
    }

    @Test
    void provenNodesDisplaceUnprovenEntries() {
        fixture.heardOf(nodes.subList(0, 16));
        fixture.answered(nodes.subList(3, 4));
        fixture.answered(nodes.subList(16, 31));
        List<NodeRecord> expected = new ArrayList<>(nodes.subList(3, 4));
        expected.addAll(nodes.subList(16, 31));
        fixture.assertEntries(256, expected);
        assertEquals(16, table.liveAt(256).size());
        assertEquals(15, fixture.count(TableCount.DISPLACED));
        assertTrue(table.get(nodes.get(15).nodeId()).isPresent(), "it waits now");
    }

    @Test
    void removedNodeMakesRoomToo() {
        fixture.answered(nodes.subList(0, 16));
        fixture.heardOf(nodes.subList(16, 17));
        assertTrue(table.remove(nodes.get(4).nodeId()));
        assertFalse(table.remove(nodes.get(4).nodeId()));
        assertEquals(nodes.subList(16, 17), table.duePings(fixture.nowMs));
    }
}
