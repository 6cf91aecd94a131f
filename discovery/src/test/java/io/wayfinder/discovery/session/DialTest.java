package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.HELLO;
import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.wire.PacketCodec;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** What asks for a session, and what answers the challenge. */
class DialTest {

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);

    @Test
    void halfASecondAfterTheHandshakePacketItIsSentAgainWithItsMessageBehindIt() {
        Bytes handshake = a.handshake(START_MS, b, challenge(b)).datagram();

        assertEquals(List.of(), dial(START_MS + 499));
        List<Bytes> again = dial(START_MS + 500);

        assertEquals(handshake, again.getFirst());
        b.established(START_MS + 500, a, handshake);
        assertEquals(HELLO, b.opened(START_MS + 500, a, again.getLast()).message());
        assertEquals(List.of(), dial(START_MS + 999));
    }

    @Test
    void proposedKeysLiveASecondFromWhenTheirHandshakePacketWasLastSent() {
        a.handshake(START_MS, b, challenge(b));
        dial(START_MS + 500);

        assertEquals(START_MS + 1_500, a.sessions.nextDeadlineMs());
        assertEquals(List.of(), a.sessions.tick(START_MS + 1_499));
        assertEquals(List.of(b.peer()), a.sessions.tick(START_MS + 1_500));
    }

    @Test
    void whoareyouThatComesSoLateThatItHasExpiredIsAnsweredWithWhatProvokesAnother() {
        Layer c = new Layer(3);
        assertEquals(1, answer(START_MS + 999, c, challenge(c)).size());
        List<Bytes> late = answer(START_MS + 1_000, b, challenge(b));
        assertEquals(2, late.size());
        assertEquals(SessionDrop.NO_CHALLENGE, b.dropped(START_MS + 1_001, a.endpoint, late.getFirst()));
        b.challenge(START_MS + 1_001, a, late.getLast());
    }

    @Test
    void largestMessageOfAHandshakePacketFillsIt() {
        for (boolean known : new boolean[] {false, true}) {
            Layer c = new Layer(known ? 3 : 4);
            if (known) {
                c.known.keep(a.record);
            }
            SessionEvent.Challenged challenged = a.challenged(START_MS, c, challenge(c));
            Bytes largest = Bytes.repeat((byte) 1, a.sessions.answerMax(challenged));
            Bytes datagram =
                    a.sessions.answer(START_MS, challenged, largest).datagrams().getFirst();
            assertEquals(PacketCodec.SIZE_MAX, datagram.size());
            assertEquals(largest, c.established(START_MS, a, datagram).message());
        }
    }

    private Bytes challenge(Layer by) {
        return by.challenge(START_MS, a, a.probe(START_MS, by));
    }

    private List<Bytes> dial(long nowMs) {
        return a.sessions.dial(nowMs, b.peer(), b.record.publicKey());
    }

    private List<Bytes> answer(long nowMs, Layer by, Bytes whoareyou) {
        return a.sessions
                .answer(nowMs, a.challenged(nowMs, by, whoareyou), HELLO)
                .datagrams();
    }
}
