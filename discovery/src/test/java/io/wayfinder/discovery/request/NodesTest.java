package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodesTest {

    private static final List<NodeRecord> RECORDS = IntStream.range(0, 40)
            .mapToObj(i -> new TestNode(500 + i, Endpoint.parse("127.0.0.1:" + (20_000 + i))).record())
            .toList();

    private static final Question ALL =
            new Question.FindNode(IntStream.rangeClosed(1, 256).boxed().toList());

    @Test
    void splitAnswerIsCollectedWhole() {
        try (NodePair pair = new NodePair()) {
            pair.b.neighbours.addAll(RECORDS.subList(0, 16));
            Answer.Nodes nodes = nodes(pair.ask(pair.a, pair.b, ALL));
            assertEquals(RECORDS.subList(0, 16), nodes.records());
            assertTrue(nodes.complete());
            assertEquals(3 + 2, pair.link.sent().size(), "16 records of 130 bytes go in 2 packets");
        }
    }

    @Test
    void splitAnswerIsCollectedInAnyOrderAndWithRepeats() {
        for (int seed = 1; seed <= 30; seed++) {
            try (NodePair pair = new NodePair(seed)) {
                pair.link.delay(1, 90).duplication(0.5);
                pair.b.neighbours.addAll(RECORDS.subList(0, 16));
                Answer.Nodes nodes = nodes(pair.ask(pair.a, pair.b, ALL));
                assertEquals(16, nodes.records().size());
                assertTrue(nodes.complete());
                pair.settle();
            }
        }
    }

    @Test
    void emptyAnswerIsAnAnswer() {
        try (NodePair pair = new NodePair()) {
            assertEquals(new Answer.Nodes(List.of(), true), nodes(pair.ask(pair.a, pair.b, ALL)));
        }
    }

    @Test
    void partOfAnAnswerIsKeptWhenTheRestIsLost() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.neighbours.addAll(RECORDS.subList(0, 16));
            long lastSeen = pair.link.sent().getLast().sequence();
            pair.link.lose(flight -> flight.sequence() == lastSeen + 3);
            long startMs = pair.nowMs();

            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, ALL));

            Answer.Nodes nodes = assertInstanceOf(Answer.Nodes.class, answered.answer());
            assertEquals(false, nodes.complete());
            assertEquals(RECORDS.subList(0, nodes.records().size()), nodes.records());
            assertEquals(2, answered.rttMs());
            assertEquals(pair.b.peer(), answered.from());
            assertEquals(startMs + 2 + 300, pair.nowMs(), "that long after the packet that came");
        }
    }

    /** Sweep seed 40052: a lookup, which waits for a second at most, took such a node for a silent one. */
    @Test
    void partOfAnAnswerToTheSecondAttemptComesInTimeForALookup() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.neighbours.addAll(RECORDS.subList(0, 16));
            long lastSeen = pair.link.sent().getLast().sequence();
            pair.link.lose(flight -> flight.sequence() == lastSeen + 1 || flight.sequence() == lastSeen + 4);
            long startMs = pair.nowMs();

            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, ALL));

            assertEquals(
                    false,
                    assertInstanceOf(Answer.Nodes.class, answered.answer()).complete());
            LookupLimits lookup = LookupLimits.DEFAULT;
            assertTrue(pair.nowMs() - startMs < lookup.resentMs() + lookup.stragglerMs());
            assertEquals(
                    lastSeen + 4, pair.link.sent().getLast().sequence(), "no attempt is made after part of an answer");
        }
    }

    @Test
    void recordAtADistanceThatWasNotAskedIsDroppedAlone() {
        try (NodePair pair = new NodePair()) {
            NodeRecord wanted = RECORDS.get(0);
            int distance = Distance.log(wanted.nodeId(), pair.b.id());
            pair.b.neighbours.addAll(RECORDS);
            pair.b.neighbours.subList(20, pair.b.neighbours.size()).clear();

            Answer.Nodes nodes = nodes(pair.ask(pair.a, pair.b, new Question.FindNode(List.of(distance))));

            List<NodeRecord> expected = pair.b.neighbours.stream()
                    .filter(record -> Distance.log(record.nodeId(), pair.b.id()) == distance)
                    .limit(16)
                    .toList();
            assertEquals(expected, nodes.records());
            assertEquals(20 - expected.size(), pair.a.counter("answer_records_dropped"));
        }
    }

    @Test
    void distanceZeroIsThePeersOwnRecordAndNoOther() {
        try (NodePair pair = new NodePair()) {
            pair.b.neighbours.addAll(List.of(RECORDS.get(0), pair.b.record(), RECORDS.get(1)));
            Answer.Nodes nodes = nodes(pair.ask(pair.a, pair.b, new Question.FindNode(List.of(0))));
            assertEquals(List.of(pair.b.record()), nodes.records());
        }
    }

    @Test
    void recordAtAnAddressThatThePeerMayNotRelayIsDroppedAlone() {
        TestNode wan = new TestNode(1, Endpoint.parse("5.6.7.8:30303"));
        TestNode other = new TestNode(2, Endpoint.parse("9.8.7.6:30303"));
        try (NodePair pair = new NodePair(wan, other, new NodePair().link)) {
            NodeRecord good = new TestNode(3, Endpoint.parse("4.4.4.4:1")).record();
            other.neighbours.add(new TestNode(4, Endpoint.parse("127.0.0.1:1")).record());
            other.neighbours.add(new TestNode(5, Endpoint.parse("192.168.1.1:1")).record());
            other.neighbours.add(new TestNode(6, Endpoint.parse("224.0.0.1:1")).record());
            other.neighbours.add(good);
            assertEquals(List.of(good), nodes(pair.ask(wan, other, ALL)).records());
        }
    }

    @Test
    void newestRecordThatIsKnownIsReturnedInPlaceOfAnOlderOne() {
        try (NodePair pair = new NodePair()) {
            TestNode third = new TestNode(700, Endpoint.parse("127.0.0.1:7000"));
            NodeRecord newer = TestNode.record(third.key, third.endpoint, 5);
            pair.b.neighbours.add(newer);
            assertEquals(List.of(newer), nodes(pair.ask(pair.a, pair.b, ALL)).records());
            pair.b.neighbours.set(0, third.record());
            assertEquals(List.of(newer), nodes(pair.ask(pair.a, pair.b, ALL)).records());
        }
    }

    @Test
    void sameNodeTwiceIsReturnedOnce() {
        try (NodePair pair = new NodePair()) {
            pair.b.neighbours.addAll(Collections.nCopies(5, RECORDS.get(0)));
            assertEquals(
                    List.of(RECORDS.get(0)),
                    nodes(pair.ask(pair.a, pair.b, ALL)).records());
        }
    }

    @Test
    void atMostSixteenRecordsAreTaken() {
        try (NodePair pair = new NodePair()) {
            pair.b.neighbours.addAll(RECORDS);
            Answer.Nodes nodes = nodes(pair.ask(pair.a, pair.b, ALL));
            assertEquals(RECORDS.subList(0, 16), nodes.records());
            assertTrue(nodes.complete());
            pair.settle();
        }
    }

    @Test
    void recordsAreVerifiedOnceHoweverOftenTheyAreTold() {
        try (NodePair pair = new NodePair()) {
            pair.b.neighbours.addAll(RECORDS.subList(0, 10));
            pair.ask(pair.a, pair.b, ALL);
            long verified = pair.a.counter("records_verified");
            pair.ask(pair.a, pair.b, ALL);
            assertEquals(verified, pair.a.counter("records_verified"));
        }
    }

    @Test
    void distancesThatDoNotExistCannotBeAskedFor() {
        assertThrows(IllegalArgumentException.class, () -> new Question.FindNode(List.of(257)));
        assertThrows(IllegalArgumentException.class, () -> new Question.FindNode(List.of(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Question.FindNode(new ArrayList<>(Collections.nCopies(258, 1))));
    }

    private static Answer.Nodes nodes(Outcome outcome) {
        return assertInstanceOf(
                Answer.Nodes.class,
                assertInstanceOf(Outcome.Answered.class, outcome).answer());
    }
}
