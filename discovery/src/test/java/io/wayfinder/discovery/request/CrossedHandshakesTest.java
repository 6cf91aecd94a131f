package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.Endpoint;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Both dial at once, and the peer keeps only one set of keys: each is answered all the same, on the first attempt. */
class CrossedHandshakesTest {

    private static final Endpoint HERE = Endpoint.parse("127.0.0.1:30301");

    private final SplittableRandom choices = new SplittableRandom(77);
    private final Link link = new Link(choices);
    private long nowMs = 1_000_000;

    @Test
    void peerThatCannotReadOurAnswerGetsItAgain() {
        long repeated = 0;
        for (int round = 1; round <= 300; round++) {
            TestNode ours = new TestNode(2L * round, HERE);
            OneSessionPeer peer = new OneSessionPeer(2L * round + 1, false);
            int delayMs = choices.nextInt(1, 60);
            link.delay(delayMs, delayMs);

            dialBoth(ours, peer, choices.nextInt(-2 * delayMs, 2 * delayMs + 1));

            assertTrue(peer.isAnswered(), "round " + round);
            assertEquals(0, ours.counter("requests_resent"), "round " + round);
            repeated += ours.counter("answers_repeated");
        }
        assertNotEquals(0, repeated, "no answer was lost");
    }

    /** The first packet of a dial would, at a peer that has just made its handshake packet, end what it asked with that. */
    @Test
    void requestWaitsForTheHandshakeOfAPeerThatWasChallenged() {
        for (int round = 1; round <= 100; round++) {
            TestNode ours = new TestNode(2L * round, HERE);
            OneSessionPeer peer = new OneSessionPeer(2L * round + 1, true);
            int delayMs = choices.nextInt(1, 60);
            link.delay(delayMs, delayMs);

            // From when its first packet is here to when its handshake packet is.
            dialBoth(ours, peer, choices.nextInt(delayMs, 3 * delayMs));

            assertTrue(peer.isAnswered(), "round " + round);
            assertEquals(0, ours.counter("handshakes_sent"), "round " + round);
        }
    }

    @Test
    void answerUnderTheOnlyKeysIsNotGivenAgain() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.b, pair.a);
            pair.b.restart();

            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, new Question.Ping()));
            assertEquals(0, pair.a.counter("answers_repeated"));
            pair.settle();
        }
    }

    /** Each asks the other; we, so much later than the peer. Until both have ended, ours answered. */
    private void dialBoth(TestNode ours, OneSessionPeer peer, int laterMs) {
        long theirsMs = nowMs + Math.max(0, -laterMs);
        long oursMs = nowMs + Math.max(0, laterMs);
        long request = 0;
        for (long endMs = nowMs + 700; nowMs < endMs; nowMs++) {
            for (Link.Flight flight; (flight = link.arrived(nowMs)) != null; ) {
                if (flight.to().equals(HERE)) {
                    ours.requests().receive(nowMs, flight.from(), flight.datagram());
                } else {
                    peer.receive(nowMs, ours, flight.datagram(), link);
                }
                ours.drain(nowMs, link);
            }
            if (nowMs == theirsMs) {
                peer.ping(nowMs, ours, link);
            }
            if (nowMs == oursMs) {
                request = ours.requests().ask(nowMs, Contact.of(peer.record), new Question.Ping());
            }
            ours.requests().tick(nowMs);
            ours.drain(nowMs, link);
        }
        assertInstanceOf(Outcome.Answered.class, ours.outcome(request));
    }
}
