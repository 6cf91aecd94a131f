package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class LossTest {

    /** Of the first handshake: probe, WHOAREYOU, handshake packet, answer. */
    private static final int PACKETS = 4;

    @Test
    void anyOnePacketOfAHandshakeMayBeLostAtAnyDistance() {
        for (int delayMs : new int[] {1, 20, 75, 100, 140, 150, 160, 180, 200}) {
            for (int lost = 0; lost < PACKETS; lost++) {
                try (NodePair pair = new NodePair()) {
                    int which = lost;
                    pair.link.delay(delayMs, delayMs).lose(flight -> flight.sequence() == which);
                    Outcome outcome = pair.ask(pair.a, pair.b, new Question.Ping());
                    assertInstanceOf(Outcome.Answered.class, outcome, "packet " + lost + " at " + delayMs + " ms");
                    assertTrue(pair.nowMs() - 1_000_000 <= 2_000);
                    pair.settle();
                }
            }
        }
    }

    @Test
    void anyOnePacketMayBeLostWhenThePeerHasLostItsKeys() {
        for (int lost = 0; lost < PACKETS; lost++) {
            try (NodePair pair = new NodePair()) {
                pair.connect(pair.a, pair.b);
                pair.b.restart();
                long first = pair.link.sent().getLast().sequence() + 1 + lost;
                pair.link.lose(flight -> flight.sequence() == first);
                Outcome outcome = pair.ask(pair.a, pair.b, new Question.Ping());
                assertInstanceOf(Outcome.Answered.class, outcome, "packet " + lost);
                pair.settle();
            }
        }
    }

    @Test
    void questionOrAnswerMayBeLostInASession() {
        for (int lost = 0; lost < 2; lost++) {
            try (NodePair pair = new NodePair()) {
                pair.connect(pair.a, pair.b);
                long first = pair.link.sent().getLast().sequence() + 1 + lost;
                pair.link.lose(flight -> flight.sequence() == first);
                long startMs = pair.nowMs();
                Outcome outcome = pair.ask(pair.a, pair.b, new Question.Ping());
                assertEquals(
                        2, assertInstanceOf(Outcome.Answered.class, outcome).rttMs());
                assertEquals(startMs + 500 + 2, pair.nowMs());
            }
        }
    }

    @Test
    void lostPacketIsResentTwice() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            int before = pair.link.sent().size();
            pair.link.loss(1);
            assertEquals(new Outcome.TimedOut(), pair.ask(pair.a, pair.b, new Question.Ping()));
            assertEquals(before + 3, pair.link.sent().size());
            assertEquals(2, pair.a.counter("requests_resent"));
        }
    }

    @Test
    void staleChallengeDoesNotFailTheRetry() {
        // The first probe's WHOAREYOU is lost; the retry is answered with the same one, which names the first probe.
        try (NodePair pair = new NodePair()) {
            pair.link.lose(flight -> flight.sequence() == 1);
            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, new Question.Ping()));
            assertEquals(1, pair.b.counter("challenges_sent"));
            assertEquals(1, pair.b.counter("challenges_repeated"));
        }
    }

    @Test
    void newQuestionAfterATimeOutMeetsNoStaleChallengeEither() {
        try (NodePair pair = new NodePair()) {
            pair.link.lose(flight -> flight.from().equals(pair.b.endpoint));
            long first = pair.start(pair.a, pair.b, new Question.Ping());
            pair.run(300);
            pair.a.requests().cancel(pair.nowMs(), first);
            pair.link.lose(flight -> false);
            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, new Question.Ping()));
            assertEquals(0, pair.a.counter("requests_resent"));
        }
    }

    @Test
    void lateWhoareyouForAnEndedRequestStillMakesASession() {
        try (NodePair pair = new NodePair()) {
            pair.link.delay(100, 100);
            long request = pair.start(pair.a, pair.b, new Question.Ping());
            pair.a.requests().cancel(pair.nowMs(), request);
            pair.settle();
            assertEquals(1, pair.b.asked.size(), "a PING in place of the request");
            assertEquals(1, pair.a.counter("handshakes_proved"));
        }
    }

    @Test
    void withTwoPercentLossAndReorderingAlmostAllQuestionsAreAnswered() {
        int answered = 0;
        for (int seed = 1; seed <= 300; seed++) {
            try (NodePair pair = new NodePair(seed)) {
                pair.link.delay(5, 80).loss(0.02).duplication(0.05);
                SplittableRandom choices = new SplittableRandom(seed);
                for (int i = 0; i < 5; i++) {
                    boolean forth = choices.nextBoolean();
                    Outcome outcome = forth
                            ? pair.ask(pair.a, pair.b, new Question.Ping())
                            : pair.ask(pair.b, pair.a, new Question.Ping());
                    answered += outcome instanceof Outcome.Answered ? 1 : 0;
                }
                pair.settle();
            }
        }
        assertTrue(answered >= 1_490, answered + " of 1500");
    }

    @Test
    void nonceIsNeverUsedAgainButForTheSameBytes() {
        PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
        for (int seed = 1; seed <= 20; seed++) {
            try (NodePair pair = new NodePair(seed)) {
                pair.link.delay(5, 80).loss(0.2);
                for (int i = 0; i < 10; i++) {
                    pair.start(pair.a, pair.b, new Question.Ping());
                    pair.start(pair.b, pair.a, new Question.Ping());
                    pair.run(300);
                }
                pair.run(2_000);
                Map<Nonce, Bytes> seen = new HashMap<>();
                for (Link.Flight flight : pair.link.sent()) {
                    TestNode to = flight.to().equals(pair.a.endpoint) ? pair.a : pair.b;
                    Packet packet = ((Decoded.Ok<Packet>) codec.decode(to.id(), flight.datagram())).value();
                    if (!(packet instanceof Packet.Whoareyou)) {
                        Bytes before = seen.put(packet.nonce(), flight.datagram());
                        assertTrue(before == null || before.equals(flight.datagram()), "seed " + seed);
                    }
                }
            }
        }
    }
}
