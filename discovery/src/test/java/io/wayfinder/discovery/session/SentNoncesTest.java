package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class SentNoncesTest {

    private final Layer peer = new Layer(1);
    private final SentNonces nonces = new SentNonces(Limits.with(few -> few.sentNonces = 3));

    @Test
    void nonceIsRememberedForOneAndAHalfSeconds() {
        remember(1);
        remember(2);
        assertNotNull(nonces.take(START_MS + 1_499, nonce(1), peer.endpoint));
        assertNull(nonces.take(START_MS + 1_500, nonce(2), peer.endpoint));
        nonces.expire(START_MS + 1_500);
        assertEquals(0, nonces.size());
    }

    @Test
    void nonceIsTakenOnceAndOnlyByItsEndpoint() {
        remember(1);
        assertNull(nonces.take(START_MS, nonce(1), Endpoint.parse("127.0.0.1:1")));
        assertNotNull(nonces.take(START_MS, nonce(1), peer.endpoint));
        assertNull(nonces.take(START_MS, nonce(1), peer.endpoint));
    }

    @Test
    void oldestNonceGivesWay() {
        for (int i = 1; i <= 4; i++) {
            remember(i);
        }
        assertEquals(3, nonces.size());
        assertEquals(1, evicted());
        assertNull(nonces.take(START_MS, nonce(1), peer.endpoint));
        assertNotNull(nonces.take(START_MS, nonce(4), peer.endpoint));
    }

    @Test
    void eachNonceHasItsTimeWhateverBecomesOfTheOnesBefore() {
        remember(START_MS, 1);
        remember(START_MS + 500, 2);
        assertNotNull(nonces.take(START_MS + 600, nonce(1), peer.endpoint));
        nonces.expire(START_MS + 1_500);
        assertEquals(1, nonces.size());
        remember(START_MS + 1_999, 3);
        nonces.expire(START_MS + 2_000);
        assertEquals(1, nonces.size());
        nonces.expire(START_MS + 3_499);
        assertEquals(0, nonces.size());
    }

    @Test
    void clockMayBeginBelowZero() {
        remember(-10_000, 1);
        nonces.expire(-8_500);
        assertEquals(0, nonces.size());
    }

    @Test
    void expiredNoncesAreNotCountedAsEvicted() {
        for (int i = 1; i <= 3; i++) {
            remember(i);
        }
        remember(START_MS + 1_500, 4);
        assertEquals(1, nonces.size());
        assertEquals(0, evicted());
    }

    @Test
    void sessionLayerForgetsThemInTime() {
        Layer a = new Layer(2);
        a.probe(START_MS, peer);
        assertEquals(1, a.counter("sent_nonces"));
        a.sessions.tick(START_MS + 1_500);
        assertEquals(0, a.counter("sent_nonces"));
    }

    private void remember(int i) {
        remember(START_MS, i);
    }

    private void remember(long nowMs, int i) {
        nonces.remember(nowMs, nonce(i), peer.peer(), peer.record.publicKey(), 0);
    }

    private long evicted() {
        Map<String, Long> counters = new LinkedHashMap<>();
        nonces.count(counters);
        return Objects.requireNonNull(counters.get("sent_nonces_evicted"));
    }

    private static Nonce nonce(int i) {
        return new Nonce(Bytes.repeat((byte) i, 12));
    }
}
