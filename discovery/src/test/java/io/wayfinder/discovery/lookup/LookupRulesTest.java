package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.discovery.lookup.Lookup.Query;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules one by one, on lookups small enough to follow. */
class LookupRulesTest {

    private static final NodeId LOCAL = TestRecords.id(0);
    private static final NodeId TARGET = TestRecords.id(1);
    /** k = 4, α = 2. */
    private static final LookupLimits SMALL = new LookupLimits(4, 2, 2, 1, 128, 30_000, 500, 150, 700, 8, 2, 64, 4, 3);

    /** Not the target, nearest to it first. */
    private final List<NodeRecord> near = nodesByDistance();

    private static List<NodeRecord> nodesByDistance() {
        List<NodeRecord> nodes = new ArrayList<>(TestRecords.first(42).subList(2, 42));
        nodes.sort((a, b) -> Distance.compare(TARGET, a.nodeId(), b.nodeId()));
        return nodes;
    }

    private Lookup lookup(List<NodeRecord> seeds) {
        return new Lookup(0, LOCAL, TARGET, seeds, SMALL, record -> true);
    }

    private static List<NodeRecord> asked(List<Query> queries) {
        return queries.stream().map(Query::to).toList();
    }

    @Test
    void endsWhenTheNearestSeenHaveAllAnswered() {
        Lookup lookup = lookup(near.subList(0, 6));
        assertEquals(near.subList(0, 2), asked(lookup.next(0)));
        lookup.answered(1, near.get(0).nodeId(), List.of());
        lookup.answered(1, near.get(1).nodeId(), near.subList(4, 10));
        assertEquals(near.subList(2, 4), asked(lookup.next(1)));
        lookup.answered(2, near.get(2).nodeId(), List.of());
        assertEquals(List.of(), lookup.next(2));
        assertFalse(lookup.isDone(2));
        lookup.answered(3, near.get(3).nodeId(), List.of());
        assertTrue(lookup.isDone(3));
        assertEquals(near.subList(0, 4), lookup.result());
        assertEquals(4, lookup.queries());
        assertEquals(1, lookup.hops());
    }

    @Test
    void failedNodesDropOutAndTheNextNearestTakeTheirPlaces() {
        Lookup lookup = lookup(near.subList(0, 6));
        LookupRun run = LookupRun.of(
                lookup,
                query -> query.to().equals(near.get(1)) ? Optional.empty() : Optional.of(List.of()),
                query -> 10);
        assertEquals(List.of(near.get(0), near.get(2), near.get(3), near.get(4)), lookup.result());
        assertEquals(5, run.asked.size());
    }

    /** The slowest answer took 100 ms, so that one sent again after 700 ms has 200 ms more. */
    @Test
    void waitsForOneOfTheNearestUntilItHadTimeToAnswerWhatWasSentAgain() {
        Lookup lookup = lookup(near.subList(0, 8));
        answerAllButTheNearest(lookup);
        assertEquals(near.subList(1, 5), lookup.result());
        assertFalse(lookup.isDone(899));
        assertEquals(List.of(), lookup.next(899));
        assertEquals(900, lookup.nextDeadlineMs());
        assertTrue(lookup.isDone(900));

        lookup.answered(899, near.get(0).nodeId(), List.of());
        assertTrue(lookup.isDone(899));
        assertEquals(near.subList(0, 4), lookup.result());
    }

    @Test
    void oneOfTheNearestThatFailsIsNotWaitedFor() {
        Lookup lookup = lookup(near.subList(0, 8));
        answerAllButTheNearest(lookup);
        assertFalse(lookup.isDone(500));
        lookup.failed(500, near.get(0).nodeId());
        assertTrue(lookup.isDone(500));
    }

    private void answerAllButTheNearest(Lookup lookup) {
        assertEquals(near.subList(0, 2), asked(lookup.next(0)));
        lookup.answered(100, near.get(1).nodeId(), List.of());
        for (long nowMs = 100; nowMs < 400; nowMs += 50) {
            for (Query query : lookup.next(nowMs)) {
                lookup.answered(nowMs, query.to().nodeId(), List.of());
            }
        }
    }

    @Test
    void whereFewerAnsweredThanWantedEachIsWaitedFor() {
        Lookup lookup = lookup(near.subList(0, 4));
        answerAllButTheNearest(lookup);
        assertFalse(lookup.isDone(2_000));
        lookup.failed(2_000, near.get(0).nodeId());
        assertTrue(lookup.isDone(2_000));
    }

    @Test
    void stragglerFreesItsPlaceAndMayStillAnswer() {
        Lookup lookup = lookup(near.subList(0, 8));
        assertEquals(near.subList(0, 2), asked(lookup.next(0)));
        assertEquals(500, lookup.nextDeadlineMs());
        assertEquals(List.of(), lookup.next(499));
        assertEquals(near.subList(2, 4), asked(lookup.next(500)));
        lookup.answered(600, near.get(2).nodeId(), List.of());
        lookup.answered(600, near.get(3).nodeId(), List.of());
        assertEquals(near.subList(4, 6), asked(lookup.next(600)), "stand in for the stragglers");
        lookup.answered(700, near.get(0).nodeId(), List.of());
        lookup.answered(700, near.get(1).nodeId(), List.of());
        assertTrue(lookup.isDone(700), "what stands in is not waited for");
        assertEquals(near.subList(0, 4), lookup.result());
    }

    @Test
    void inAQuickNetworkOneIsAStragglerSooner() {
        Lookup lookup = lookup(near.subList(0, 8));
        lookup.next(0);
        lookup.answered(100, near.get(1).nodeId(), List.of());
        assertEquals(near.subList(2, 3), asked(lookup.next(100)));
        assertEquals(200, lookup.nextDeadlineMs(), "twice the time of the answer");
        assertEquals(near.subList(3, 4), asked(lookup.next(200)));
    }

    @Test
    void resultIsInTheOrderOfBigEndianDistances() {
        Lookup lookup = lookup(near.subList(0, 4).reversed());
        LookupRun.of(lookup, query -> Optional.of(List.of()), query -> 10);
        List<NodeRecord> littleEndian = new ArrayList<>(near.subList(0, 4));
        littleEndian.sort(Comparator.comparing(
                record -> Long.reverseBytes(record.nodeId().w3() ^ TARGET.w3()), Long::compareUnsigned));
        assertFalse(littleEndian.equals(near.subList(0, 4)), "the example tells the two orders apart");
        assertEquals(near.subList(0, 4), lookup.result());
    }

    @Test
    void timeBoundEndsItWithWhatAnswered() {
        Lookup lookup = lookup(near.subList(0, 8));
        lookup.next(0);
        lookup.answered(1, near.get(1).nodeId(), List.of());
        assertEquals(30_000, lookup.deadlineMs());
        assertFalse(lookup.isDone(29_999));
        assertTrue(lookup.isDone(30_000));
        assertEquals(List.of(), lookup.next(30_000));
        assertEquals(near.subList(1, 2), lookup.result());
    }

    @Test
    void neverAsksOrReturnsItself() {
        NodeRecord self = TestRecords.first(1).get(0);
        Lookup lookup = lookup(List.of(self, near.get(0)));
        assertEquals(near.subList(0, 1), asked(lookup.next(0)));
        lookup.answered(1, near.get(0).nodeId(), List.of(self));
        assertTrue(lookup.isDone(1));
        assertEquals(near.subList(0, 1), lookup.result());
    }

    @Test
    void seedsThatCannotBeAskedTakeNoOthersPlace() {
        NodeRecord self = TestRecords.first(1).get(0);
        NodeRecord unreachable = TestRecords.withoutEndpoint(1, 9);
        LookupLimits two = new LookupLimits(4, 2, 2, 1, 128, 30_000, 500, 150, 700, 8, 2, 2, 4, 3);
        for (NodeRecord useless : List.of(self, unreachable, near.get(0))) {
            NodeId target = useless.nodeId();
            List<NodeRecord> seeds = new ArrayList<>(near.subList(0, 3));
            seeds.sort((a, b) -> Distance.compare(target, a.nodeId(), b.nodeId()));
            Lookup lookup =
                    new Lookup(0, LOCAL, target, List.of(useless, seeds.get(0), seeds.get(1)), two, record -> true);
            assertEquals(seeds.subList(0, 2), asked(lookup.next(0)));
        }
    }

    @Test
    void whenItsRequestsAreSpentItEndsWithTheLastAnswer() {
        LookupLimits two = new LookupLimits(4, 2, 3, 1, 2, 30_000, 500, 150, 700, 8, 2, 64, 4, 3);
        Lookup lookup = new Lookup(0, LOCAL, TARGET, near.subList(0, 8), two, record -> true);
        assertEquals(near.subList(0, 2), asked(lookup.next(0)));
        lookup.answered(1, near.get(0).nodeId(), List.of());
        assertFalse(lookup.isDone(1));
        lookup.answered(2, near.get(1).nodeId(), near.subList(8, 10));
        assertTrue(lookup.isDone(2));
        assertEquals(near.subList(0, 2), lookup.result());
    }

    @Test
    void targetItselfIsAskedForItsRecordAndItsNeighboursWhereTheyWereSeen() {
        Lookup lookup = lookup(List.of(TestRecords.first(2).get(1), near.get(0), near.get(39)));
        List<Integer> expected = List.of(
                0,
                Distance.log(TARGET, near.get(0).nodeId()),
                Distance.log(TARGET, near.get(39).nodeId()));
        assertEquals(3, new HashSet<>(expected).size());
        assertEquals(expected, lookup.next(0).get(0).distances());
    }

    @Test
    void withoutSeedsItEndsAtOnce() {
        assertTrue(lookup(List.of()).isDone(0));
    }

    @Test
    void answersNotAskedForAreIgnored() {
        Lookup lookup = lookup(near.subList(5, 6));
        lookup.answered(0, near.get(5).nodeId(), near.subList(0, 5));
        lookup.answered(0, near.get(9).nodeId(), near.subList(0, 5));
        lookup.failed(0, near.get(5).nodeId());
        assertEquals(near.subList(5, 6), asked(lookup.next(0)));
        lookup.answered(1, near.get(5).nodeId(), List.of());
        lookup.answered(2, near.get(5).nodeId(), near.subList(0, 5));
        assertEquals(List.of(), lookup.next(2));
        assertTrue(lookup.isDone(2));
    }

    @Test
    void nodesWithoutEndpointAreNotAsked() {
        NodeRecord unreachable = TestRecords.withoutEndpoint(1, 9);
        Lookup lookup = lookup(near.subList(0, 1));
        lookup.next(0);
        lookup.answered(1, near.get(0).nodeId(), List.of(unreachable));
        assertEquals(List.of(), lookup.next(1));
        assertTrue(lookup.isDone(1));
        assertEquals(Optional.of(unreachable), lookup.targetRecord(), "though it is what was looked for");
    }

    @Test
    void targetsNewestRecordComesThrough() {
        NodeRecord old = TestRecords.at(1, 1, "127.0.0.2");
        NodeRecord newer = TestRecords.at(1, 2, "127.0.0.3");
        Lookup lookup = lookup(List.of(old, near.get(0)));
        assertEquals(List.of(old, near.get(0)), asked(lookup.next(0)));
        lookup.answered(1, near.get(0).nodeId(), List.of(old));
        lookup.answered(1, TARGET, List.of(newer, near.get(1)));
        lookup.next(1);
        lookup.answered(2, near.get(1).nodeId(), List.of(old));
        assertTrue(lookup.isDone(2));
        assertEquals(Optional.of(newer), lookup.targetRecord());
        assertEquals(newer, lookup.result().get(0));
    }

    @Test
    void nodeThatFailedWhereAnOldRecordHadItIsAskedOnceMore() {
        NodeRecord old = TestRecords.at(50, 1, "127.0.0.2");
        NodeRecord moved = TestRecords.at(50, 2, "127.0.0.3");
        NodeRecord movedAgain = TestRecords.at(50, 3, "127.0.0.4");
        Lookup lookup = lookup(List.of(old, near.get(0), near.get(1)));
        LookupRun run = LookupRun.of(
                lookup,
                query -> query.to().nodeId().equals(old.nodeId())
                        ? Optional.empty()
                        : Optional.of(List.of(query.to().equals(near.get(0)) ? moved : movedAgain)),
                query -> 10);
        long times = run.asked.stream()
                .filter(query -> query.to().nodeId().equals(old.nodeId()))
                .count();
        assertEquals(2, times);
        assertEquals(near.subList(0, 2), lookup.result());
    }

    @Test
    void nodeThatFailedIsAskedOnceMoreWhenANewRecordHasItElsewhere() {
        NodeRecord old = TestRecords.at(50, 1, "127.0.0.2");
        NodeRecord elsewhere = TestRecords.at(50, 2, "127.0.0.3");
        Lookup lookup = lookup(List.of(old, near.get(0)));
        assertEquals(2, lookup.next(0).size());
        lookup.failed(1, old.nodeId());
        lookup.answered(2, near.get(0).nodeId(), List.of(elsewhere));
        assertEquals(List.of(elsewhere), asked(lookup.next(2)));
    }

    @Test
    void hopsCountReferrals() {
        Lookup lookup = lookup(near.subList(9, 10));
        LookupRun.of(
                lookup,
                query -> {
                    int rank = near.indexOf(query.to());
                    return Optional.of(rank < 3 ? List.of() : near.subList(rank - 3, rank - 2));
                },
                query -> 10);
        assertEquals(4, lookup.hops());
    }
}
