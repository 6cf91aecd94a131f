package io.wayfinder.discovery.session;

import static io.wayfinder.discovery.session.Layer.HELLO;
import static io.wayfinder.discovery.session.Layer.START_MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** A WHOAREYOU makes us do three curve operations and costs its sender none. */
class RekeyBudgetTest {

    private static final int PACKETS = 2_000;

    private final Layer a = new Layer(1);
    private final Layer b = new Layer(2);

    @Test
    void peerThatChallengesEachOfOurAnswersIsFollowedNoFurtherThanTheBudget() {
        a.connect(START_MS, b);

        int handshakes = challengeAll(a, b, START_MS + 10);

        int affordable = SessionLimits.DEFAULT.curveUnitsPerMs() * SessionLimits.DEFAULT.curveBurstMs() / 120;
        assertTrue(handshakes >= 16, handshakes + " for a burst of requests in flight");
        assertTrue(handshakes <= affordable, handshakes + " handshakes");
        assertEquals(PACKETS - handshakes, a.counter("packets_dropped{reason=\"over_budget\"}"));
    }

    @Test
    void membersAreAnsweredWhenStrangersHaveSpentTheirShare() {
        Layer member = new Layer(4);
        a.connect(START_MS, b);
        a.connect(START_MS, member);
        a.known.keep(member.record);
        a.sessions.member(member.id(), true);
        challengeAll(a, b, START_MS + 10);

        Bytes packet = a.seal(START_MS + 10, member, HELLO).datagram();
        a.challenged(START_MS + 10, member, new Layer(4).challenge(START_MS + 10, a, packet));
    }

    @Test
    void whatWeDialCostsNothingOfIt() {
        Layer poor = new Layer(6, Endpoint.parse("127.0.0.1:30006"), Limits.with(limits -> {
            limits.curveUnitsPerMs = 0;
            limits.memberCurveUnitsPerMs = 0;
        }));
        poor.connect(START_MS, b);
    }

    /** The peer answers each packet under proved keys with a challenge of its own; how many were to be answered. */
    private static int challengeAll(Layer victim, Layer peer, long nowMs) {
        int answered = 0;
        for (int i = 0; i < PACKETS; i++) {
            SessionLayer.Sealed sealed = victim.sessions.sealAnswer(nowMs, peer.peer(), 0, HELLO);
            if (sealed == null) {
                throw new AssertionError("no session");
            }
            Bytes whoareyou = peer.codec
                    .encodeWhoareyou(
                            victim.id(),
                            peer.decode(sealed.datagram()).nonce(),
                            Forger.IV,
                            new IdNonce(Bytes.concatenate(Bytes.ofUnsignedLong(i), Bytes.ofUnsignedLong(i))),
                            1)
                    .datagram();
            SessionEvent event = victim.receive(nowMs, peer.endpoint, whoareyou);
            if (event instanceof SessionEvent.Challenged challenged) {
                answered++;
                victim.sessions.answer(nowMs, challenged, HELLO);
            } else {
                assertEquals(new SessionEvent.Dropped(SessionDrop.OVER_BUDGET), event);
            }
        }
        return answered;
    }
}
