package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.HELLO;
import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.Endpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class SessionKeysTest {

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);

    @Test
    void newKeysReplaceTheOldWhichStayReadableForTenSecondsAfterTheirLastUse() {
        a.connect(START_MS, b);
        Bytes underOld = a.seal(START_MS, b, HELLO).datagram();
        Bytes underOldToo = a.seal(START_MS, b, HELLO).datagram();
        Bytes andThis = a.seal(START_MS, b, HELLO).datagram();
        Layer.Numbers renewed = renew(START_MS + 5_000);

        assertEquals(renewed.recipient(), b.sessions.currentKeys(a.peer()));
        b.opened(START_MS + 9_999, a, underOld);
        b.opened(START_MS + 19_998, a, underOldToo);
        b.challenge(START_MS + 29_998, a, andThis);
    }

    @Test
    void answerGoesUnderTheKeysItsQuestionCameUnder() {
        a.connect(START_MS, b);
        SessionEvent.Opened question =
                b.opened(START_MS, a, a.seal(START_MS, b, HELLO).datagram());
        Layer.Numbers renewed = renew(START_MS + 5_000);

        SessionLayer.Sealed answer = b.sessions.sealAnswer(START_MS + 5_001, a.peer(), question.keys(), HELLO);

        assertNotNull(answer);
        assertEquals(question.keys(), answer.keys());
        assertTrue(answer.keys() != renewed.recipient());
        a.opened(START_MS + 5_001, b, answer.datagram());
    }

    @Test
    void answerUnderOldKeysKeepsThemReadable() {
        a.connect(START_MS, b);
        Bytes underOld = a.seal(START_MS, b, HELLO).datagram();
        SessionEvent.Opened question =
                b.opened(START_MS, a, a.seal(START_MS, b, HELLO).datagram());
        renew(START_MS + 5_000);

        b.sessions.sealAnswer(START_MS + 9_000, a.peer(), question.keys(), HELLO);

        b.opened(START_MS + 18_999, a, underOld);
    }

    @Test
    void answerGoesUnderTheCurrentKeysWhenThoseOfItsQuestionAreGone() {
        a.connect(START_MS, b);
        SessionEvent.Opened question =
                b.opened(START_MS, a, a.seal(START_MS, b, HELLO).datagram());
        Layer.Numbers renewed = renew(START_MS + 15_000);

        SessionLayer.Sealed answer = b.sessions.sealAnswer(START_MS + 26_000, a.peer(), question.keys(), HELLO);

        assertNotNull(answer);
        assertEquals(renewed.recipient(), answer.keys());
    }

    @Test
    void proposedKeysCarryNoOtherRequest() {
        a.handshake(START_MS, b, b.challenge(START_MS, a, a.probe(START_MS, b)));

        assertNull(a.sessions.seal(START_MS, b.peer(), HELLO));
        assertEquals(0, a.sessions.currentKeys(b.peer()));
    }

    @Test
    void proposedKeysAreDroppedAfterASecond() {
        Bytes whoareyou = b.challenge(START_MS, a, a.probe(START_MS, b));
        SessionEvent.Established there =
                b.established(START_MS, a, a.handshake(START_MS, b, whoareyou).datagram());
        SessionLayer.Sealed answer = b.sessions.sealAnswer(START_MS, a.peer(), there.keys(), HELLO);
        assertNotNull(answer);

        assertEquals(START_MS + 1_000, a.sessions.nextDeadlineMs());
        assertEquals(List.of(), a.sessions.tick(START_MS + 999));
        assertEquals(List.of(b.peer()), a.sessions.tick(START_MS + 1_000));
        assertEquals(0, a.counter("sessions"));
        a.challenge(START_MS + 1_000, b, answer.datagram());
    }

    @Test
    void refusedKeysAreKeptUntilTheNewOnesAreProved() {
        Layer.Numbers old = a.connect(START_MS, b);
        Layer restarted = new Layer(2);
        Bytes refused = a.seal(START_MS + 100, b, HELLO).datagram();
        Layer.HandshakePacket handshake =
                a.handshake(START_MS + 100, b, restarted.challenge(START_MS + 100, a, refused));

        assertNull(a.sessions.seal(START_MS + 100, b.peer(), HELLO), "requests wait for the answer");
        assertEquals(old.initiator(), a.sessions.currentKeys(b.peer()));
        a.opened(START_MS + 100, b, b.seal(START_MS + 100, a, HELLO).datagram());
        SessionEvent.Established there = restarted.established(START_MS + 100, a, handshake.datagram());
        Layer.Numbers renewed = a.finish(START_MS + 100, restarted, there);
        assertEquals(handshake.keys(), renewed.initiator());
        assertEquals(renewed.initiator(), a.sessions.currentKeys(b.peer()));
    }

    @Test
    void refusedKeysServeAgainWhenNobodyTakesUpTheNewOnes() {
        Layer.Numbers old = a.connect(START_MS, b);
        Bytes packet = a.seal(START_MS + 100, b, HELLO).datagram();
        // One on the path, who sees the packet and knows B's ID, can make a WHOAREYOU for it.
        Bytes forged = new Layer(2).challenge(START_MS + 100, a, packet);
        a.handshake(START_MS + 100, b, forged);

        a.sessions.tick(START_MS + 1_100);

        assertEquals(old.initiator(), a.seal(START_MS + 1_100, b, HELLO).keys());
    }

    @Test
    void nonceIsTheCountAndRandomBytesAndNeverTheSameUnderAKey() {
        KeySet keys = new KeySet(1, true, new SessionKeys(Bytes.repeat((byte) 1, 16), Bytes.repeat((byte) 2, 16)));
        SplittableRandom secrets = new SplittableRandom(5);
        Set<Nonce> seen = new HashSet<>();
        for (int count = 0; count < 10_000; count++) {
            Nonce nonce = keys.nextNonce(secrets);
            assertEquals(count, nonce.bytes().getInt(0));
            assertTrue(seen.add(nonce));
        }
    }

    @Test
    void eachKeySetCountsForItself() {
        a.connect(START_MS, b);
        a.seal(START_MS, b, HELLO);
        a.seal(START_MS, b, HELLO);
        renew(START_MS + 2_000);

        Bytes next = a.seal(START_MS + 2_000, b, HELLO).datagram();

        assertEquals(1, b.decode(next).nonce().bytes().getInt(0), "0 was the handshake packet");
    }

    @Test
    void handshakeCarriesTheRecordOnlyWhenItIsNewer() {
        assertEquals(a.record.encoded(), recordSent(START_MS), "nothing was known");
        assertEquals(Bytes.EMPTY, recordSent(START_MS + 2_000), "known");
        a.record = Layer.record(a.key, a.endpoint, 2);
        a.sessions.announce(a.record);
        assertEquals(a.record.encoded(), recordSent(START_MS + 4_000), "an older one was known");
        b.known.keep(Layer.record(a.key, a.endpoint, 9));
        assertEquals(Bytes.EMPTY, recordSent(START_MS + 6_000), "a newer one was known");
    }

    @Test
    void sequenceNumbersOfChallengesAreUnsigned() {
        a.record = Layer.record(a.key, a.endpoint, -1);
        a.sessions.announce(a.record);
        b.known.keep(Layer.record(a.key, a.endpoint, 1));
        assertEquals(a.record.encoded(), recordSent(START_MS), "the largest number is newer than 1");
    }

    @Test
    void sessionIsBoundToTheEndpoint() {
        a.connect(START_MS, b);
        Bytes datagram = a.seal(START_MS, b, HELLO).datagram();

        assertInstanceOf(
                SessionEvent.Challenge.class, b.receive(START_MS, Endpoint.parse("127.0.0.1:40000"), datagram));
        b.opened(START_MS, a, datagram);
    }

    @Test
    void exhaustedKeysSealNothing() {
        KeySet keys = new KeySet(
                1, true, new SessionKeys(Bytes.repeat((byte) 1, 16), Bytes.repeat((byte) 2, 16)), 0xffff_ffffL);
        SplittableRandom secrets = new SplittableRandom(5);
        Session session = new Session(b.peer(), b.record.publicKey(), true, SessionLimits.DEFAULT);
        session.prove(START_MS, keys);

        assertEquals(keys, session.forRequests(START_MS));
        assertEquals(
                Bytes.fromHexString("0xffffffff"),
                keys.nextNonce(secrets).bytes().slice(0, 4));
        assertNull(session.forRequests(START_MS));
        assertNull(session.forAnswer(START_MS, 1));
        assertEquals(List.of(keys), session.readable(START_MS));
        assertThrows(IllegalStateException.class, () -> keys.nextNonce(secrets));
    }

    /** A handshake beside the session, as a peer makes that has lost its keys. */
    private Layer.Numbers renew(long nowMs) {
        return a.connect(nowMs, b);
    }

    private Bytes recordSent(long nowMs) {
        Bytes whoareyou = b.challenge(nowMs, a, a.probe(nowMs, b));
        Bytes datagram = a.handshake(nowMs, b, whoareyou).datagram();
        b.established(nowMs, a, datagram);
        return assertInstanceOf(Packet.Handshake.class, b.decode(datagram)).record();
    }
}
