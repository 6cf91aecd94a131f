package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.wire.SessionKeys;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/**
 * Both sides have made a handshake at once: which keys are current must not depend on the order they were proved in.
 */
class TieTest {

    private final Layer peer = new Layer(1);

    @Test
    void keysOfTheLowerInitiatorWinInEitherOrder() {
        for (boolean oursIsLower : new boolean[] {true, false}) {
            for (boolean oursFirst : new boolean[] {true, false}) {
                Session session = session(oursIsLower);
                KeySet ours = keys(1, true);
                KeySet theirs = keys(2, false);
                session.prove(START_MS, oursFirst ? ours : theirs);
                session.prove(START_MS + 999, oursFirst ? theirs : ours);

                KeySet winner = oursIsLower ? ours : theirs;
                assertEquals(winner, session.forRequests(START_MS + 999));
                assertEquals(List.of(winner, winner == ours ? theirs : ours), session.readable(START_MS + 999));
            }
        }
    }

    @Test
    void afterASecondTheNewerKeysWin() {
        Session session = session(true);
        session.prove(START_MS, keys(1, true));
        KeySet newer = keys(2, false);
        session.prove(START_MS + 1_000, newer);
        assertEquals(newer, session.forRequests(START_MS + 1_000));
    }

    @Test
    void keysOfTheSameInitiatorAreNoTie() {
        Session session = session(true);
        session.prove(START_MS, keys(1, true));
        KeySet newer = keys(2, true);
        session.prove(START_MS + 1, newer);
        assertEquals(newer, session.forRequests(START_MS + 1));
    }

    @Test
    void keysThatThePeerRefusedLoseTheTie() {
        Session session = session(false);
        KeySet refused = keys(1, false);
        session.prove(START_MS, refused);
        KeySet newer = keys(2, true);
        session.propose(
                START_MS + 1,
                new Session.Tentative(newer, refused.number(), 1, Bytes.EMPTY, Bytes.EMPTY, START_MS + 1));
        session.prove(START_MS + 2, newer);
        assertEquals(newer, session.forRequests(START_MS + 2));
    }

    private Session session(boolean oursIsLower) {
        return new Session(peer.peer(), peer.record.publicKey(), oursIsLower, SessionLimits.DEFAULT);
    }

    private static KeySet keys(int number, boolean initiated) {
        Bytes key = Bytes.repeat((byte) number, 16);
        return new KeySet(number, initiated, new SessionKeys(key, key));
    }
}
