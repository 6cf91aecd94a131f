package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.HELLO;
import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayDeque;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No unauthenticated packet removes or changes established state: from the peer's own address or from another. */
class ForgeryTest {

    private static final Endpoint ELSEWHERE = Endpoint.parse("127.0.0.66:6666");

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);
    private final Layer mallory = new Layer(3);
    private long keysAtA;
    private long keysAtB;

    @BeforeEach
    void connect() {
        Layer.Numbers numbers = a.connect(START_MS, b);
        keysAtA = numbers.initiator();
        keysAtB = numbers.recipient();
    }

    @Test
    void forgedOrdinaryPacketsCostNoSession() {
        for (int i = 0; i < 10; i++) {
            b.receive(START_MS + i, a.endpoint, Forger.ordinary(a.id(), b));
            b.receive(START_MS + i, ELSEWHERE, Forger.ordinary(a.id(), b));
        }
        stillConnected(START_MS + 100);
    }

    @Test
    void forgedWhoareyouCostsNoSession() {
        for (int i = 0; i < 10; i++) {
            assertEquals(SessionDrop.UNKNOWN_NONCE, a.dropped(START_MS + i, b.endpoint, Forger.whoareyou(a)));
            assertEquals(SessionDrop.UNKNOWN_NONCE, a.dropped(START_MS + i, ELSEWHERE, Forger.whoareyou(a)));
        }
        stillConnected(START_MS + 100);
    }

    @Test
    void whoareyouForAPacketOfOursFromAnotherEndpointIsDropped() {
        Bytes packet = a.seal(START_MS, b, HELLO).datagram();
        Bytes whoareyou = new Layer(2).challenge(START_MS, a, packet);

        assertEquals(SessionDrop.UNKNOWN_NONCE, a.dropped(START_MS, ELSEWHERE, whoareyou));
        a.challenged(START_MS, b, whoareyou);
    }

    @Test
    void forgedHandshakesCostNoSession() {
        Bytes whoareyou = b.challenge(START_MS + 10, a, Forger.ordinary(a.id(), b));
        Bytes forged = Forger.handshake(mallory, a, b, whoareyou);
        for (int i = 0; i < 10; i++) {
            b.dropped(START_MS + 10 + i, a.endpoint, forged);
            b.dropped(START_MS + 10 + i, ELSEWHERE, forged);
        }
        stillConnected(START_MS + 100);
    }

    @Test
    void forgedHandshakeWithTheVictimsRealSignatureButOtherKeysCostsNoSession() {
        Bytes whoareyou = b.challenge(START_MS + 10, a, Forger.ordinary(a.id(), b));
        Bytes data = a.decode(whoareyou).head();
        assertEquals(
                SessionDrop.BAD_SEAL,
                b.dropped(START_MS + 10, a.endpoint, Forger.handshake(a.key, a.id(), b, data, Bytes.EMPTY)));
        stillConnected(START_MS + 100);
    }

    @Test
    void replaysCostNoSession() {
        Bytes probe = a.probe(START_MS + 2_000, b);
        Bytes whoareyou = b.challenge(START_MS + 2_000, a, probe);
        Bytes handshake = a.handshake(START_MS + 2_000, b, whoareyou).datagram();
        keysAtB = b.established(START_MS + 2_000, a, handshake).keys();
        Layer.Numbers numbers = a.finish(
                START_MS + 2_000, b, new SessionEvent.Established(a.peer(), keysAtB, HELLO, 0, Optional.empty()));
        keysAtA = numbers.initiator();

        for (Endpoint from : new Endpoint[] {a.endpoint, ELSEWHERE}) {
            b.receive(START_MS + 2_001, from, probe);
            b.receive(START_MS + 2_001, from, handshake);
        }
        for (Endpoint from : new Endpoint[] {b.endpoint, ELSEWHERE}) {
            assertEquals(SessionDrop.UNKNOWN_NONCE, a.dropped(START_MS + 2_001, from, whoareyou));
        }
        stillConnected(START_MS + 2_100);
    }

    @Test
    void replayedOrdinaryPacketIsReadAgainAndChangesNothing() {
        Bytes packet = a.seal(START_MS, b, HELLO).datagram();
        b.opened(START_MS, a, packet);
        assertEquals(keysAtB, b.opened(START_MS + 5, a, packet).keys());
        stillConnected(START_MS + 100);
    }

    @Test
    void challengeStandsBesideTheSession() {
        Bytes whoareyou = b.challenge(START_MS + 10, a, Forger.ordinary(a.id(), b));
        b.opened(START_MS + 11, a, a.seal(START_MS + 11, b, HELLO).datagram());
        assertEquals(whoareyou, b.challenge(START_MS + 12, a, Forger.ordinary(a.id(), b)));
        stillConnected(START_MS + 13);
    }

    @Test
    void peerThatChallengesEachHandshakePacketIsNotFollowedForEver() {
        Layer wicked = new Layer(2);
        Bytes datagram = a.probe(START_MS + 2_000, new Layer(4));
        Layer victim = a;
        Layer stranger = new Layer(4);
        int handshakes = 0;
        Bytes whoareyou = stranger.challenge(START_MS + 2_000, victim, datagram);
        SessionEvent event = victim.receive(START_MS + 2_000, stranger.endpoint, whoareyou);
        while (handshakes < 100 && event instanceof SessionEvent.Challenged challenged) {
            handshakes++;
            Bytes handshake = victim.sessions
                    .answer(START_MS + 2_000, challenged, HELLO)
                    .datagrams()
                    .getFirst();
            whoareyou = wicked.codec
                    .encodeWhoareyou(
                            victim.id(),
                            stranger.decode(handshake).nonce(),
                            Forger.IV,
                            new IdNonce(Bytes.repeat((byte) handshakes, 16)),
                            0)
                    .datagram();
            event = victim.receive(START_MS + 2_000, stranger.endpoint, whoareyou);
        }
        assertEquals(3, handshakes);
        assertEquals(new SessionEvent.Dropped(SessionDrop.TOO_MANY_CHALLENGES), event);
        assertEquals(1, victim.counter("packets_dropped{reason=\"too_many_challenges\"}"));
    }

    @Test
    void twoChainsOfChallengesBesideEachOtherEndToo() {
        // The handshake packet and the packet that goes with it when it is sent again: each is challenged in turn.
        Layer wicked = new Layer(4);
        Bytes probe = a.probe(START_MS + 2_000, wicked);
        a.handshake(START_MS + 2_000, wicked, wicked.challenge(START_MS + 2_000, a, probe));
        long nowMs = START_MS + 2_600;
        ArrayDeque<Bytes> heard = new ArrayDeque<>(a.sessions.dial(nowMs, wicked.peer(), wicked.record.publicKey()));
        assertEquals(2, heard.size());

        int handshakes = 0;
        for (Bytes datagram; handshakes < 100 && (datagram = heard.poll()) != null; ) {
            Bytes whoareyou = wicked.codec
                    .encodeWhoareyou(
                            a.id(),
                            wicked.decode(datagram).nonce(),
                            Forger.IV,
                            new IdNonce(Bytes.repeat((byte) handshakes, 16)),
                            0)
                    .datagram();
            if (a.receive(nowMs, wicked.endpoint, whoareyou) instanceof SessionEvent.Challenged challenged) {
                handshakes++;
                heard.addAll(a.sessions.answer(nowMs, challenged, HELLO).datagrams());
            }
        }
        assertEquals(2, handshakes, "the second and the third attempt");
    }

    private void stillConnected(long nowMs) {
        assertEquals(keysAtA, a.sessions.currentKeys(b.peer()));
        assertEquals(keysAtB, b.sessions.currentKeys(a.peer()));
        assertEquals(
                keysAtB, b.opened(nowMs, a, a.seal(nowMs, b, HELLO).datagram()).keys());
        assertEquals(
                keysAtA, a.opened(nowMs, b, b.seal(nowMs, a, HELLO).datagram()).keys());
    }
}
