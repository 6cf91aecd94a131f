package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.HELLO;
import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** What is told of a peer, and whose session is kept. */
class SessionLayerTest {

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);
    private final Layer c = new Layer(3);
    private final Layer small =
            new Layer(4, Endpoint.parse("127.0.0.1:30004"), Limits.with(limits -> limits.sessions = 2));

    @Test
    void handshakeIsAwaitedOfWhomWeChallengedUntilThatExpiresOrWeMakeOne() {
        assertFalse(b.sessions.awaitsHandshake(START_MS, a.peer()));
        b.challenge(START_MS, a, a.probe(START_MS, b));
        assertTrue(b.sessions.awaitsHandshake(START_MS + 999, a.peer()));
        assertFalse(b.sessions.awaitsHandshake(START_MS + 1_000, a.peer()));

        b.challenge(START_MS + 1_000, a, a.probe(START_MS + 1_000, b));
        b.handshake(START_MS + 1_000, a, a.challenge(START_MS + 1_000, b, b.probe(START_MS + 1_000, a)));
        assertFalse(b.sessions.awaitsHandshake(START_MS + 1_000, a.peer()));
    }

    @Test
    void keysAreAmbiguousWhileMoreThanOneSetCanBeRead() {
        assertFalse(b.sessions.isAmbiguous(START_MS, a.peer()));
        a.connect(START_MS, b);
        assertFalse(b.sessions.isAmbiguous(START_MS, a.peer()));
        a.connect(START_MS + 5_000, b);
        assertTrue(b.sessions.isAmbiguous(START_MS + 9_999, a.peer()));
        assertFalse(b.sessions.isAmbiguous(START_MS + 10_000, a.peer()));
    }

    @Test
    void newerKeySetHasAHigherNumberAtBoth() {
        Layer.Numbers before = new Layer.Numbers(0, 0);
        for (int i = 0; i < 3; i++) {
            Layer.Numbers next = a.connect(START_MS + i * 2_000L, b);
            assertTrue(next.initiator() > before.initiator() && next.recipient() > before.recipient());
            before = next;
        }
    }

    @Test
    void eachSideCountsItsPartOfAHandshake() {
        a.connect(START_MS, b);
        for (Layer side : new Layer[] {a, b}) {
            int initiator = side == a ? 1 : 0;
            assertEquals(initiator, side.counter("handshakes_sent"));
            assertEquals(initiator, side.counter("handshakes_proved"));
            assertEquals(1 - initiator, side.counter("handshakes_accepted"));
        }
    }

    @Test
    void ofTwoHandshakesThatCrossThatOfTheLowerNodeIdIsCurrentAtBoth() {
        Bytes toA = b.challenge(START_MS, a, a.probe(START_MS, b));
        Bytes toB = a.challenge(START_MS, b, b.probe(START_MS, a));
        Bytes ofA = a.handshake(START_MS, b, toA).datagram();
        Bytes ofB = b.handshake(START_MS, a, toB).datagram();
        Layer.Numbers byA = a.finish(START_MS, b, b.established(START_MS, a, ofA));
        Layer.Numbers byB = b.finish(START_MS, a, a.established(START_MS, b, ofB));

        boolean lower = a.id().compareTo(b.id()) < 0;
        assertEquals(lower ? byA.initiator() : byB.recipient(), a.sessions.currentKeys(b.peer()));
        assertEquals(lower ? byA.recipient() : byB.initiator(), b.sessions.currentKeys(a.peer()));
    }

    @Test
    void whoWasNotHeardForLongestGivesWay() {
        a.connect(START_MS, small);
        b.connect(START_MS, small);
        small.opened(START_MS, a, a.seal(START_MS, small, HELLO).datagram());
        c.connect(START_MS, small);
        assertNotEquals(0, small.sessions.currentKeys(a.peer()));
        assertEquals(0, small.sessions.currentKeys(b.peer()));
    }

    @Test
    void handshakeCountsAsASignOfLifeToo() {
        a.connect(START_MS, small);
        b.connect(START_MS, small);
        a.connect(START_MS + 2_000, small);
        c.connect(START_MS + 2_000, small);
        assertNotEquals(0, small.sessions.currentKeys(a.peer()));
        assertEquals(0, small.sessions.currentKeys(b.peer()));
    }

    @Test
    void whoIsAwaitedIsKept() {
        a.connect(START_MS, small);
        small.sessions.awaited(a.id(), true);
        b.connect(START_MS, small);
        c.connect(START_MS, small);
        assertNotEquals(0, small.sessions.currentKeys(a.peer()));
        assertEquals(0, small.sessions.currentKeys(b.peer()));
    }
}
