package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.HELLO;
import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** The peer seems to have refused our keys; but whoever heard the packet can have made the WHOAREYOU. */
class DoubtTest {

    private static final long DOUBT_MS = START_MS + 5_000;

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);
    private final Layer.Numbers keys = a.connect(START_MS, b);

    @Test
    void requestsGoUnderTheDoubtedKeysAgainWhenNobodyTookUpTheNewOnesForHalfASecond() {
        doubt();
        assertTrue(a.sessions.isDoubtful(DOUBT_MS, b.peer()));
        assertNull(a.sessions.seal(DOUBT_MS + 499, b.peer(), HELLO));
        assertEquals(keys.initiator(), a.seal(DOUBT_MS + 500, b, HELLO).keys());
        assertTrue(a.sessions.isDoubtful(DOUBT_MS + 999, b.peer()), "the peer has said nothing yet");
        assertFalse(a.sessions.isDoubtful(DOUBT_MS + 1_000, b.peer()), "the new ones are gone");
    }

    @Test
    void wordOfThePeerUnderTheDoubtedKeysEndsTheDoubt() {
        assertFalse(hear(b.seal(DOUBT_MS, a, HELLO)).serveAgain(), "there was none");
        doubt();
        assertTrue(hear(b.seal(DOUBT_MS, a, HELLO)).serveAgain());
        assertFalse(a.sessions.isDoubtful(DOUBT_MS, b.peer()));
        assertEquals(keys.initiator(), a.seal(DOUBT_MS, b, HELLO).keys());
        assertFalse(hear(b.seal(DOUBT_MS, a, HELLO)).serveAgain(), "it has ended");
    }

    @Test
    void wordUnderKeysOfBeforeSaysNothingOfTheDoubtedOnes() {
        a.connect(DOUBT_MS - 2_000, b);
        doubt();
        SessionLayer.Sealed underOld = b.sessions.sealAnswer(DOUBT_MS, a.peer(), keys.recipient(), HELLO);
        assertNotNull(underOld);
        assertEquals(keys.recipient(), underOld.keys());

        assertFalse(hear(underOld).serveAgain());
        assertTrue(a.sessions.isDoubtful(DOUBT_MS, b.peer()));
        assertNull(a.sessions.seal(DOUBT_MS, b.peer(), HELLO));
    }

    @Test
    void whereThereIsNoSessionThereIsNoDoubt() {
        assertFalse(a.sessions.isDoubtful(DOUBT_MS, new Layer(3).peer()));
    }

    /** A packet of A's is answered with a WHOAREYOU that B did not send, and A proposes new keys. */
    private void doubt() {
        Bytes heard = a.seal(DOUBT_MS, b, HELLO).datagram();
        a.handshake(DOUBT_MS, b, new Layer(2).challenge(DOUBT_MS, a, heard));
    }

    private SessionEvent.Opened hear(SessionLayer.Sealed fromB) {
        return a.opened(DOUBT_MS, b, fromB.datagram());
    }
}
