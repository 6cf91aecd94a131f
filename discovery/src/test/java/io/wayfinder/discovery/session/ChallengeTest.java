package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    private static final long LIFE_MS = SessionLimits.DEFAULT.challengeMs();

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);

    @Test
    void challengeIsRepeatedByteForByteUntilItExpires() {
        Bytes first = b.challenge(START_MS, a, a.probe(START_MS, b));

        for (long laterMs : new long[] {0, 1, 500, LIFE_MS - 1}) {
            assertEquals(first, b.challenge(START_MS + laterMs, a, a.probe(START_MS + laterMs, b)));
        }
        assertNotEquals(first, b.challenge(START_MS + LIFE_MS, a, a.probe(START_MS + LIFE_MS, b)));
        assertEquals(2, b.counter("challenges_sent"));
        assertEquals(4, b.counter("challenges_repeated"));
    }

    @Test
    void repeatsDoNotProlongAChallenge() {
        Bytes first = b.challenge(START_MS, a, a.probe(START_MS, b));
        for (long laterMs = 0; laterMs < LIFE_MS; laterMs += 50) {
            b.challenge(START_MS + laterMs, a, a.probe(START_MS + laterMs, b));
        }
        Bytes handshake = a.handshake(START_MS + 900, b, first).datagram();

        assertEquals(SessionDrop.NO_CHALLENGE, b.dropped(START_MS + LIFE_MS, a.endpoint, handshake));
    }

    @Test
    void failedHandshakesNeitherRemoveNorReplaceNorProlongAChallenge() {
        Bytes first = b.challenge(START_MS, a, a.probe(START_MS, b));
        Layer mallory = new Layer(3);
        for (int failures = 0; failures < 3; failures++) {
            b.dropped(START_MS + 10, a.endpoint, Forger.handshake(mallory, a, b, first));
        }

        assertEquals(first, b.challenge(START_MS + 20, a, a.probe(START_MS + 20, b)));
        Bytes handshake = a.handshake(START_MS + 30, b, first).datagram();
        b.established(START_MS + LIFE_MS - 1, a, handshake);
    }

    @Test
    void eachEndpointOfANodeHasAChallengeOfItsOwn() {
        Bytes probe = a.probe(START_MS, b);
        Bytes first = b.challenge(START_MS, a, probe);
        SessionEvent.Challenge second = assertInstanceOf(
                SessionEvent.Challenge.class, b.receive(START_MS, Endpoint.parse("127.0.0.2:30001"), probe));

        assertNotEquals(first, second.datagram());
        assertEquals(2, b.counter("challenges_open"));
    }

    @Test
    void challengeIsSpentByTheHandshakeThatMeetsIt() {
        Bytes whoareyou = b.challenge(START_MS, a, a.probe(START_MS, b));
        Bytes handshake = a.handshake(START_MS, b, whoareyou).datagram();
        b.established(START_MS, a, handshake);

        assertEquals(0, b.counter("challenges_open"));
        assertEquals(SessionDrop.NO_CHALLENGE, b.dropped(START_MS, a.endpoint, handshake));
    }

    @Test
    void whoareyouIsNeverLargerThanWhatCausedIt() {
        Bytes smallest = a.codec.encodeRandom(b.id(), a.id(), Forger.NONCE, Forger.IV, Bytes.wrap(new byte[16]));

        Bytes whoareyou = b.challenge(START_MS, a, smallest);

        assertEquals(63, whoareyou.size());
        assertTrue(whoareyou.size() <= smallest.size());
    }

    @Test
    void challengeSaysWhichRecordWeHave() {
        assertEquals(0, whoareyou(START_MS).enrSeq());
        b.known.keep(Layer.record(a.key, a.endpoint, 7));
        assertEquals(0, whoareyou(START_MS + 1).enrSeq(), "the same challenge again");
        assertEquals(7, whoareyou(START_MS + LIFE_MS).enrSeq());
    }

    @Test
    void challengesAreBoundedAndTheOldestGivesWay() {
        SessionLimits few = Limits.with(limits -> limits.challenges = 4);
        Layer small = new Layer(4, Endpoint.parse("127.0.0.1:30004"), few);
        Bytes first = small.challenge(START_MS, a, a.probe(START_MS, small));
        for (int stranger = 10; stranger < 20; stranger++) {
            Layer other = new Layer(stranger);
            small.challenge(START_MS, other, other.probe(START_MS, small));
        }

        assertEquals(4, small.counter("challenges_open"));
        assertEquals(7, small.counter("challenges_evicted"));
        assertEquals(
                SessionDrop.NO_CHALLENGE,
                small.dropped(
                        START_MS,
                        a.endpoint,
                        a.handshake(START_MS, small, first).datagram()));
    }

    @Test
    void expiredChallengesAreNotCountedAsEvicted() {
        SessionLimits few = Limits.with(limits -> limits.challenges = 4);
        Layer small = new Layer(4, Endpoint.parse("127.0.0.1:30004"), few);
        for (int stranger = 10; stranger < 14; stranger++) {
            Layer other = new Layer(stranger);
            small.challenge(START_MS, other, other.probe(START_MS, small));
        }
        small.challenge(START_MS + LIFE_MS, a, a.probe(START_MS + LIFE_MS, small));
        assertEquals(1, small.counter("challenges_open"));
        assertEquals(0, small.counter("challenges_evicted"));
    }

    @Test
    void expiredChallengesAreDropped() {
        b.challenge(START_MS, a, a.probe(START_MS, b));
        b.sessions.tick(START_MS + LIFE_MS);
        assertEquals(0, b.counter("challenges_open"));
    }

    private Packet.Whoareyou whoareyou(long nowMs) {
        return assertInstanceOf(Packet.Whoareyou.class, a.decode(b.challenge(nowMs, a, a.probe(nowMs, b))));
    }
}
