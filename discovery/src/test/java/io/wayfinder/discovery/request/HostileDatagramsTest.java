package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Whatever comes in, from wherever: nothing is thrown, the session survives, and nothing grows past its bound. */
class HostileDatagramsTest {

    private static final int CASES = 20_000;
    private static final Question PING = new Question.Ping();

    @Test
    void randomDatagramsChangeNothing() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            SplittableRandom choices = new SplittableRandom(11);
            long keys = pair.b.requests().sessions().currentKeys(pair.a.peer());
            for (int i = 0; i < CASES; i++) {
                byte[] datagram = new byte[choices.nextInt(1400)];
                choices.nextBytes(datagram);
                pair.inject(pair.b, choices.nextBoolean() ? pair.a.endpoint : anywhere(choices), Bytes.wrap(datagram));
            }
            assertSurvived(pair, keys);
        }
    }

    @Test
    void validDatagramsWithAFewBytesChangedCostNoSession() {
        SplittableRandom choices = new SplittableRandom(12);
        try (NodePair pair = new NodePair()) {
            List<Link.Flight> recorded = conversation(pair);
            long keysAtA = pair.a.requests().sessions().currentKeys(pair.b.peer());
            long keysAtB = pair.b.requests().sessions().currentKeys(pair.a.peer());
            pair.link.lose(flight -> true);
            for (int i = 0; i < CASES; i++) {
                Link.Flight flight = recorded.get(choices.nextInt(recorded.size()));
                TestNode to = flight.to().equals(pair.a.endpoint) ? pair.a : pair.b;
                Endpoint from = choices.nextInt(4) == 0 ? anywhere(choices) : flight.from();
                pair.inject(to, from, mutated(choices, flight.datagram()));
                if (i % 100 == 0) {
                    pair.run(7);
                }
            }
            assertEquals(keysAtA, pair.a.requests().sessions().currentKeys(pair.b.peer()));
            pair.link.lose(flight -> false);
            assertSurvived(pair, keysAtB);
        }
    }

    @Test
    void changedDatagramsDuringAHandshakeOnlyDelayIt() {
        for (int seed = 1; seed <= 200; seed++) {
            SplittableRandom choices = new SplittableRandom(seed);
            try (NodePair pair = new NodePair(seed)) {
                pair.link.delay(5, 30);
                long request = pair.start(pair.a, pair.b, PING);
                while (pair.a.outcome(request) == null) {
                    pair.run(3);
                    List<Link.Flight> sent = pair.link.sent();
                    Link.Flight last = sent.get(choices.nextInt(sent.size()));
                    pair.inject(
                            last.to().equals(pair.a.endpoint) ? pair.a : pair.b,
                            last.from(),
                            mutated(choices, last.datagram()));
                }
                // A challenge that a changed probe has provoked lives for a second, and is in the way for as long.
                pair.settle();
                pair.run(1_000);
                assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, PING), "seed " + seed);
                pair.settle();
            }
        }
    }

    @Test
    void replayedDatagramsCostNoSession() {
        SplittableRandom choices = new SplittableRandom(14);
        try (NodePair pair = new NodePair()) {
            List<Link.Flight> recorded = conversation(pair);
            long keysAtB = pair.b.requests().sessions().currentKeys(pair.a.peer());
            pair.link.lose(flight -> true);
            for (int i = 0; i < 2_000; i++) {
                Link.Flight flight = recorded.get(choices.nextInt(recorded.size()));
                TestNode to = flight.to().equals(pair.a.endpoint) ? pair.a : pair.b;
                pair.inject(to, choices.nextBoolean() ? flight.from() : anywhere(choices), flight.datagram());
            }
            pair.link.lose(flight -> false);
            assertSurvived(pair, keysAtB);
        }
    }

    @Test
    void floodFromMadeUpNodesStaysWithinBounds() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            long keys = pair.b.requests().sessions().currentKeys(pair.a.peer());
            SplittableRandom choices = new SplittableRandom(15);
            pair.link.lose(flight -> flight.from().equals(pair.b.endpoint));
            for (int i = 0; i < CASES; i++) {
                pair.inject(pair.b, anywhere(choices), Probes.of(choices, pair.b.id()));
            }
            assertEquals(16_384, pair.b.counter("challenges_open"));
            assertEquals(CASES - 16_384, pair.b.counter("challenges_evicted"));
            assertEquals(1, pair.b.counter("sessions"));
            pair.link.lose(flight -> false);
            assertSurvived(pair, keys);
            pair.run(1_000);
            assertEquals(0, pair.b.counter("challenges_open"));
        }
    }

    /** A handshake, questions both ways and a handshake again, recorded; then quiet, with the challenges expired. */
    private static List<Link.Flight> conversation(NodePair pair) {
        pair.connect(pair.a, pair.b);
        pair.ask(pair.b, pair.a, new Question.FindNode(List.of(0, 256, 255)));
        pair.run(2_000);
        pair.a.restart();
        pair.ask(pair.a, pair.b, new Question.Talk(Bytes.of(1), Bytes.repeat((byte) 1, 600)));
        pair.ask(pair.b, pair.a, PING);
        pair.run(2_000);
        return new ArrayList<>(pair.link.sent());
    }

    private static void assertSurvived(NodePair pair, long keysAtB) {
        long challengesAtA = pair.a.counter("handshakes_sent") + pair.a.counter("handshakes_accepted");
        assertEquals(keysAtB, pair.b.requests().sessions().currentKeys(pair.a.peer()));
        assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, PING));
        assertInstanceOf(Outcome.Answered.class, pair.ask(pair.b, pair.a, PING));
        assertEquals(
                challengesAtA,
                pair.a.counter("handshakes_sent") + pair.a.counter("handshakes_accepted"),
                "without a handshake");
        assertTrue(pair.b.counter("sent_nonces") <= 65_536);
        pair.settle();
    }

    private static Endpoint anywhere(SplittableRandom choices) {
        return Endpoint.parse(
                "127." + choices.nextInt(256) + "." + choices.nextInt(256) + ".9:" + choices.nextInt(1, 65_536));
    }

    private static Bytes mutated(SplittableRandom choices, Bytes original) {
        byte[] bytes = original.toArray();
        for (int changes = choices.nextInt(1, 4); changes > 0; changes--) {
            bytes[choices.nextInt(bytes.length)] ^= (byte) choices.nextInt(1, 256);
        }
        return Bytes.wrap(bytes);
    }
}
