package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/**
 * One who hears the packets of a pair, and knows both IDs, can make a WHOAREYOU for any of them. It costs the pair a
 * handshake packet that leads nowhere; neither the session nor, while the peer says anything, time.
 */
class InjectedWhoareyouTest {

    private static final Question PING = new Question.Ping();

    private final SplittableRandom choices = new SplittableRandom(21);
    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);

    @Test
    void requestThatIsNamedIsAnsweredUnderTheOldKeys() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            long startMs = pair.nowMs();
            long request = pair.start(pair.a, pair.b, PING);
            inject(pair);

            assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request));
            assertEquals(startMs + 2, pair.nowMs());
            pair.settle();
        }
    }

    @Test
    void requestsThatWaitGoOutWhenThePeerSpeaksUnderTheOldKeys() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            long startMs = pair.nowMs();
            pair.start(pair.a, pair.b, PING);
            inject(pair);
            long waiting = pair.start(pair.a, pair.b, PING);

            assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, waiting));
            assertEquals(startMs + 2 + 2, pair.nowMs());
            pair.settle();
        }
    }

    @Test
    void listenerWhoChallengesEveryPacketCostsTheSessionNothingAndTheRequestsNoTime() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            long keys = pair.b.requests().sessions().currentKeys(pair.a.peer());
            long startMs = pair.nowMs();
            for (int i = 0; i < 200; i++) {
                long request = i % 2 == 0 ? pair.start(pair.a, pair.b, PING) : pair.start(pair.b, pair.a, PING);
                inject(pair);
                pair.run(1);
                inject(pair);
                assertInstanceOf(Outcome.Answered.class, pair.await(i % 2 == 0 ? pair.a : pair.b, request));
            }
            assertTrue(pair.nowMs() - startMs <= 200 * 6, pair.nowMs() - startMs + " ms");
            assertEquals(keys, pair.b.requests().sessions().currentKeys(pair.a.peer()));
            assertEquals(1, pair.b.counter("handshakes_accepted") + pair.a.counter("handshakes_accepted"));
            pair.settle();
        }
    }

    @Test
    void withoutAWordOfThePeerARequestWaitsNoMoreThanOneLeg() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            long startMs = pair.nowMs();
            // The last packet is an answer of a's, so that no answer comes to it.
            pair.connect(pair.b, pair.a);
            long startAgainMs = pair.nowMs();
            inject(pair);
            assertTrue(startAgainMs > startMs);

            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, PING));
            assertTrue(pair.nowMs() - startAgainMs <= 500 + 4, pair.nowMs() - startAgainMs + " ms");
            pair.settle();
        }
    }

    @Test
    void listenerWhoChallengesAllThatIsSentMeanwhileDelaysARequestByOneLegOnly() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.b, pair.a);
            long startMs = pair.nowMs();
            inject(pair);
            long request = pair.start(pair.a, pair.b, PING);
            int injected = pair.link.sent().size();
            while (pair.a.outcome(request) == null) {
                pair.run(1);
                while (injected < pair.link.sent().size()) {
                    inject(pair, pair.link.sent().get(injected++));
                }
            }
            assertInstanceOf(Outcome.Answered.class, pair.a.outcome(request));
            assertTrue(pair.nowMs() - startMs <= 500 + 10, pair.nowMs() - startMs + " ms");
            pair.settle();
        }
    }

    /** A WHOAREYOU for the last packet sent, as if from the one it was sent to. */
    private void inject(NodePair pair) {
        inject(pair, pair.link.sent().getLast());
    }

    private void inject(NodePair pair, Link.Flight heard) {
        TestNode victim = heard.from().equals(pair.a.endpoint) ? pair.a : pair.b;
        TestNode other = victim == pair.a ? pair.b : pair.a;
        if (codec.decode(other.id(), heard.datagram()) instanceof Decoded.Ok<Packet> ok) {
            Nonce nonce = ok.value().nonce();
            Bytes whoareyou = codec.encodeWhoareyou(
                            victim.id(), nonce, random(16), new IdNonce(random(IdNonce.SIZE)), 1)
                    .datagram();
            pair.inject(victim, other.endpoint, whoareyou);
        }
    }

    private Bytes random(int size) {
        byte[] bytes = new byte[size];
        choices.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
