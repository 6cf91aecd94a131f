package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Both sides dial at once (protocol-notes, "Sessions"): nothing is lost, and both end with the same current keys. */
class SimultaneousDialTest {

    @Test
    void inAThousandRoundsNothingIsLostAndBothEndWithTheSameKeys() {
        int crossed = 0;
        for (int round = 1; round <= 1_000; round++) {
            crossed += round(round, 1) ? 1 : 0;
        }
        assertNotEquals(0, crossed, "no round in which both handshakes were made");
    }

    @Test
    void severalQuestionsEachSurviveTheCrossing() {
        for (int round = 1; round <= 100; round++) {
            round(10_000 + round, 5);
        }
    }

    /** As other implementations do it, which keep only the keys of the newest handshake. */
    @Test
    void peerThatKnowsOnlyItsNewestKeysIsUnderstoodToo() {
        SessionLimits newestOnly =
                new SessionLimits(100, 64, 100, 100, 100, 8, 3, 1_000, 1_000, 0, 1_500, 0, 200, 50, 250);
        for (int seed = 1; seed <= 500; seed++) {
            SplittableRandom choices = new SplittableRandom(seed);
            TestNode ours = new TestNode(2L * seed, Endpoint.parse("127.0.0.1:30301"));
            TestNode other = new TestNode(2L * seed + 1, Endpoint.parse("127.0.0.1:30302"), newestOnly);
            try (NodePair pair = new NodePair(ours, other, new Link(choices))) {
                pair.link.delay(1, choices.nextInt(2, 100));
                List<Long> requests = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    requests.add(pair.start(ours, other, new Question.Ping()));
                }
                pair.run(choices.nextInt(0, 100));
                long back = pair.start(other, ours, new Question.Ping());
                for (long request : requests) {
                    assertInstanceOf(Outcome.Answered.class, pair.await(ours, request), "seed " + seed);
                }
                assertInstanceOf(Outcome.Answered.class, pair.await(other, back), "seed " + seed);
                pair.settle();
            }
        }
    }

    /** Whether both made a handshake. */
    private static boolean round(int seed, int questions) {
        SplittableRandom choices = new SplittableRandom(seed);
        try (NodePair pair = new NodePair(seed)) {
            pair.link.delay(1, choices.nextInt(2, 200));
            List<Long> ofA = new ArrayList<>();
            List<Long> ofB = new ArrayList<>();
            for (int i = 0; i < questions; i++) {
                ofA.add(pair.start(pair.a, pair.b, new Question.Ping()));
            }
            pair.run(choices.nextInt(0, 300));
            for (int i = 0; i < questions; i++) {
                ofB.add(pair.start(pair.b, pair.a, new Question.Ping()));
            }
            for (long request : ofA) {
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request), "seed " + seed);
            }
            for (long request : ofB) {
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.b, request), "seed " + seed);
            }
            pair.settle();
            boolean crossed = pair.a.counter("handshakes_accepted") > 0 && pair.b.counter("handshakes_accepted") > 0;
            assertEquals(0, pair.a.counter("requests_resent") + pair.b.counter("requests_resent"), "seed " + seed);
            assertEquals(0, pair.a.counter("answers_repeated") + pair.b.counter("answers_repeated"), "seed " + seed);
            assertSameCurrentKeys(pair, seed);
            return crossed;
        }
    }

    /** What one side sends under its current keys the other reads under its current keys. */
    private static void assertSameCurrentKeys(NodePair pair, int seed) {
        assertEquals(
                pair.b.requests().sessions().currentKeys(pair.a.peer()), numberAt(pair, pair.a, pair.b), "" + seed);
        assertEquals(
                pair.a.requests().sessions().currentKeys(pair.b.peer()), numberAt(pair, pair.b, pair.a), "" + seed);
    }

    /** The recipient's number of the key set that a question from {@code from} comes under. */
    private static long numberAt(NodePair pair, TestNode from, TestNode to) {
        Peer peer = to.peer();
        assertInstanceOf(Outcome.Answered.class, pair.ask(from, to, new Question.Ping()), () -> "to " + peer);
        return to.asked.getLast().keys();
    }
}
