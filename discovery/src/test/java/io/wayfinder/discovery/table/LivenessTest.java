package io.wayfinder.discovery.table;

import static io.wayfinder.discovery.table.TableFixture.LIMITS;
import static io.wayfinder.discovery.table.TableFixture.bucketOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who is relayed, who is pinged, who is evicted. */
class LivenessTest {

    private final TableFixture fixture = new TableFixture();
    private final NodeTable table = fixture.table;
    private final List<NodeRecord> nodes = bucketOf(256, 40);
    private final NodeRecord node = nodes.get(0);
    /** Answers when {@code node} does not, so that we know that it is not us. */
    private final NodeRecord other = nodes.get(1);

    @Test
    void nodesThatNeverAnsweredAreNotRelayed() {
        table.heardOf(0, node);
        table.heardFrom(0, node);
        assertTrue(table.contains(node.nodeId()));
        assertEquals(List.of(), table.liveAt(256));
        table.answered(1, node);
        assertEquals(List.of(node), table.liveAt(256));
        assertEquals(1, table.entries().get(0).checks());
    }

    @Test
    void ownNodeIsNeverInIt() {
        NodeRecord self = TestRecords.first(1).get(0);
        table.heardOf(0, self);
        table.heardFrom(0, self);
        table.add(0, self);
        table.answered(0, self);
        assertEquals(0, table.entries().size());
        assertTrue(table.get(self.nodeId()).isEmpty());
        assertEquals(4, fixture.count(TableCount.REFUSED_SELF));
    }

    @Test
    void nodesWithoutUsableEndpointAreNotHeld() {
        table.heardOf(0, TestRecords.withoutEndpoint(5, 1));
        table.answered(0, TestRecords.at(6, 1, "224.0.0.1"));
        table.heardOf(0, TestRecords.at(7, 1, "0.0.0.0"));
        table.heardOf(0, TestRecords.at(8, 1, "ff02::1"));
        assertEquals(0, table.entries().size());
        assertEquals(4, fixture.count(TableCount.REFUSED_NO_ENDPOINT));
    }

    @Test
    void candidatesAreDueAtOnceAndOncePing() {
        fixture.heardOf(nodes.subList(0, 5));
        assertEquals(nodes.subList(0, 5), table.duePings(fixture.nowMs));
        assertEquals(List.of(), table.duePings(fixture.nowMs));
        table.answered(fixture.nowMs, node);
        assertEquals(List.of(), table.duePings(fixture.nowMs));
    }

    @Test
    void pingsInFlightAreBounded() {
        for (int distance = 249; distance <= 256; distance++) {
            fixture.heardOf(bucketOf(distance, 5));
        }
        List<NodeRecord> due = table.duePings(fixture.nowMs);
        assertEquals(LIMITS.pingsInFlight(), due.size());
        table.answered(fixture.nowMs, due.get(0));
        table.unanswered(fixture.nowMs, due.get(1).nodeId());
        assertEquals(fixture.nowMs, table.nextDeadlineMs());
        assertEquals(2, table.duePings(fixture.nowMs).size());
    }

    @Test
    void pingWhoseResultIsNeverToldCountsAsMissed() {
        table.heardOf(0, node);
        table.duePings(0);
        assertEquals(LIMITS.pingPatienceMs(), table.nextDeadlineMs());
        table.duePings(LIMITS.pingPatienceMs());
        assertEquals(1, fixture.count(TableCount.PING_RESULT_MISSING));
        assertEquals(List.of(node), table.duePings(table.nextDeadlineMs()));
    }

    @Test
    void oneLostPacketEvictsNobody() {
        table.heardOf(0, node);
        table.answered(0, other);
        fixture.miss(node);
        fixture.miss(other);
        assertTrue(table.contains(node.nodeId()) && table.contains(other.nodeId()));
        assertTrue(fixture.live(other), "nor is it kept from others");
    }

    @Test
    void unprovenNodesGoAfterTwoMissesAndProvenOnesAfterFour() {
        table.heardOf(0, node);
        table.answered(0, nodes.get(2));
        for (int misses = 1; misses <= 4; misses++) {
            fixture.miss(node);
            fixture.miss(nodes.get(2));
            table.answered(fixture.nowMs, other);
            assertEquals(misses < 2, table.contains(node.nodeId()));
            assertEquals(misses < 2, fixture.live(nodes.get(2)), "silent ones are not relayed");
            assertEquals(misses < 4, table.contains(nodes.get(2).nodeId()));
            assertEquals(misses < 2 ? 0 : 1, fixture.count(TableCount.EVICTED_UNPROVEN));
            assertEquals(misses < 4 ? 0 : 1, fixture.count(TableCount.EVICTED_PROVEN));
        }
    }

    @Test
    void missesOfOneBurstCountAsOne() {
        table.answered(fixture.nowMs, node);
        for (int i = 0; i < 16; i++) {
            table.unanswered(fixture.nowMs + i, node.nodeId());
        }
        table.answered(fixture.nowMs + 100, other);
        assertTrue(fixture.live(node));
    }

    @Test
    void missRightBehindAnAnswerIsTheFirstOfItsOwn() {
        table.answered(fixture.nowMs, node);
        fixture.miss(node);
        table.answered(fixture.nowMs + 1, node);
        table.unanswered(fixture.nowMs + 2, node.nodeId());
        table.answered(fixture.nowMs + 2, other);
        assertTrue(fixture.live(node));
        table.unanswered(fixture.nowMs + 2 + LIMITS.missSpacingMs(), node.nodeId());
        assertFalse(fixture.live(node), "the second in a row");
    }

    @Test
    void anAnswerEndsTheMisses() {
        table.answered(0, node);
        for (int i = 0; i < 20; i++) {
            fixture.miss(node);
            fixture.miss(node);
            fixture.miss(node);
            table.answered(fixture.nowMs, node);
            table.answered(fixture.nowMs, other);
        }
        assertTrue(fixture.live(node));
    }

    @Test
    void whoHasMissedIsToldUntilItAnswers() {
        assertFalse(table.hasMissed(node.nodeId()), "it is not here");
        fixture.answered(List.of(node));
        assertFalse(table.hasMissed(node.nodeId()));
        fixture.miss(node);
        assertTrue(table.hasMissed(node.nodeId()));
        fixture.answered(List.of(node));
        assertFalse(table.hasMissed(node.nodeId()));
    }

    @Test
    void thereIsALiveNodeAsLongAsOneAnswersThatIsAnEntry() {
        assertFalse(table.hasLive());
        fixture.heardOf(List.of(node));
        assertFalse(table.hasLive(), "it has not answered yet");
        fixture.answered(List.of(node, other));
        assertTrue(table.hasLive());
        table.remove(node.nodeId());
        assertTrue(table.hasLive(), "the other one");
        for (int misses = 0; misses < LIMITS.missesSilent(); misses++) {
            assertTrue(table.hasLive());
            fixture.miss(other);
        }
        assertFalse(table.hasLive());
        fixture.answered(List.of(other));
        assertTrue(table.hasLive());
    }

    @Test
    void whileNobodyAnswersItIsNotTheirFault() {
        fixture.answered(nodes.subList(0, 16));
        for (int misses = 0; misses < 7; misses++) {
            fixture.nowMs += LIMITS.missSpacingMs();
            nodes.subList(0, 16).forEach(record -> table.unanswered(fixture.nowMs, record.nodeId()));
        }
        assertEquals(16, table.entries().size());
        fixture.answered(nodes.subList(0, 16));
        assertEquals(16, table.liveAt(256).size());
    }

    @Test
    void yetTheLastNodeGoesInTheEnd() {
        table.answered(fixture.nowMs, node);
        fixture.live(fixture.nowMs + 3_600_000, List.of(node));
        assertEquals(0, table.entries().size());
    }

    @Test
    void hearsayDoesNotBringTheSilentBackAtOnce() {
        table.answered(0, other);
        table.heardOf(0, node);
        fixture.miss(node);
        table.answered(fixture.nowMs, other);
        fixture.miss(node);
        assertFalse(table.contains(node.nodeId()));
        table.heardOf(fixture.nowMs + LIMITS.silenceMs() - 1, node);
        assertFalse(table.contains(node.nodeId()));
        assertEquals(1, fixture.count(TableCount.REFUSED_SILENT));
        table.heardOf(fixture.nowMs + LIMITS.silenceMs(), node);
        assertTrue(table.contains(node.nodeId()));
    }

    @Test
    void anAnswerANewRecordOrTheOperatorBringsTheSilentBack() {
        NodeRecord newer = TestRecords.at(TestRecords.numbersAt(256, 1)[0], 2, "9.56.0.1");
        for (Runnable sign : List.<Runnable>of(
                () -> table.answered(fixture.nowMs, node),
                () -> table.heardOf(fixture.nowMs, newer),
                () -> table.add(fixture.nowMs, node))) {
            table.heardOf(fixture.nowMs, node);
            fixture.miss(node);
            table.answered(fixture.nowMs, other);
            while (table.contains(node.nodeId())) {
                fixture.miss(node);
            }
            table.heardOf(fixture.nowMs, node);
            assertFalse(table.contains(node.nodeId()));
            sign.run();
            assertTrue(table.contains(node.nodeId()));
            table.remove(node.nodeId());
        }
    }

    @Test
    void everMoreSilentNodesAreAskedEverLessOften() {
        table.answered(fixture.nowMs, other);
        int pings = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            fixture.nowMs += 60_000;
            table.answered(fixture.nowMs, other);
            table.heardOf(fixture.nowMs, node);
            List<NodeRecord> due = table.duePings(fixture.nowMs);
            while (due.contains(node)) {
                pings++;
                table.unanswered(fixture.nowMs, node.nodeId());
                fixture.nowMs += 8_000;
                table.answered(fixture.nowMs, other);
                due = table.duePings(fixture.nowMs);
            }
        }
        assertTrue(pings <= 2 * (6 + 24), "pinged " + pings + " times in a day");
    }

    @Test
    void liveNodesAreGivenInChangingOrder() {
        fixture.answered(nodes.subList(0, 16));
        HashSet<NodeRecord> firsts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertEquals(16, table.liveAt(256).size());
            firsts.add(table.liveAt(256).get(0));
        }
        assertEquals(16, firsts.size());
    }

    @Test
    void nearestBucketHasItsNodeToo() {
        NodeId id = node.nodeId();
        NodeTable neighbour =
                new NodeTable(new NodeId(id.w0(), id.w1(), id.w2(), id.w3() ^ 1), LIMITS, new SplittableRandom(9));
        neighbour.answered(0, node);
        assertEquals(List.of(node), neighbour.liveAt(1));
        assertEquals(List.of(node), neighbour.closest(id, 16));
    }

    @Test
    void distancesWithoutBucketHaveNobody() {
        for (int distance : new int[] {Integer.MIN_VALUE, -1, 0, 257, Integer.MAX_VALUE}) {
            assertEquals(List.of(), table.liveAt(distance));
        }
    }
}
