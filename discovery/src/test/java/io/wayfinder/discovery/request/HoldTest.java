package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.PacketCodec;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** A request waits for the handshake of a peer that we have challenged; whoever forges its packet gains little by it. */
class HoldTest {

    private static final Question PING = new Question.Ping();

    @Test
    void forgedPacketHoldsARequestBackForSoLongAndNoLonger() {
        try (NodePair pair = new NodePair()) {
            long startMs = pair.nowMs();
            forge(pair, 1);
            long request = pair.start(pair.a, pair.b, PING);
            pair.run(RequestLimits.DEFAULT.holdMs() / 2);
            forge(pair, 2);

            assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request));
            assertEquals(startMs + RequestLimits.DEFAULT.holdMs() + 4, pair.nowMs());
            assertEquals(0, pair.a.counter("requests_resent"));
            pair.settle();
        }
    }

    @Test
    void requestThatWasHeldAndThenCancelledDialsNobody() {
        try (NodePair pair = new NodePair()) {
            forge(pair, 1);
            pair.a.requests().cancel(pair.nowMs(), pair.start(pair.a, pair.b, PING));
            int sent = pair.link.sent().size();
            pair.run(RequestLimits.DEFAULT.overallMs());

            assertEquals(sent, pair.link.sent().size());
        }
    }

    @Test
    void forgedPacketHoldsNothingBackThatHasASession() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            long startMs = pair.nowMs();
            forge(pair, 1);

            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, PING));
            assertEquals(startMs + 2, pair.nowMs());
            pair.settle();
        }
    }

    /** What a cannot read, as if from b. */
    private static void forge(NodePair pair, int nonce) {
        Bytes datagram = new PacketCodec(PacketCodec.DISCV5)
                .encodeRandom(
                        pair.a.id(),
                        pair.b.id(),
                        new Nonce(Bytes.repeat((byte) nonce, Nonce.SIZE)),
                        Bytes.repeat((byte) nonce, 16),
                        Bytes.repeat((byte) nonce, 40));
        pair.inject(pair.a, pair.b.endpoint, datagram);
    }
}
