package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.wayfinder.discovery.session.Peer;
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
            pair.run(choices.nextInt(0, 60));
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
