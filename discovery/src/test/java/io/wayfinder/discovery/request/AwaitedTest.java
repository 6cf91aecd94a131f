package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.enr.Endpoint;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AwaitedTest {

    private final TestNode a = new TestNode(1, Endpoint.parse("127.0.0.1:30301"), twoSessions());
    private final TestNode asked = new TestNode(2, Endpoint.parse("127.0.0.1:30302"));
    private final TestNode second = new TestNode(3, Endpoint.parse("127.0.0.1:30303"));
    private final TestNode third = new TestNode(4, Endpoint.parse("127.0.0.1:30304"));

    @Test
    void onceTheRequestHasEndedTheSessionMayBeEvictedLikeAnyOther() {
        pair(a, asked).connect(a, asked);
        twoOthersConnect();
        assertEquals(0, keysWith(asked), "the oldest");
        assertNotEquals(0, keysWith(second));
    }

    @Test
    void whileARequestIsOpenItsSessionIsKept() {
        pair(a, asked).connect(a, asked);
        asked.answering(false);
        pair(a, asked).start(a, asked, new Question.Ping());
        twoOthersConnect();
        assertNotEquals(0, keysWith(asked));
        assertEquals(0, keysWith(second));
    }

    @Test
    void sessionOfAMemberOfTheTableIsKept() {
        pair(a, asked).connect(a, asked);
        a.requests().member(asked.id(), true);
        twoOthersConnect();
        assertNotEquals(0, keysWith(asked));
        assertEquals(0, keysWith(second));
    }

    private void twoOthersConnect() {
        pair(a, second).connect(second, a);
        pair(a, third).connect(third, a);
    }

    private long keysWith(TestNode peer) {
        return a.requests().sessions().currentKeys(peer.peer());
    }

    private static SessionLimits twoSessions() {
        SessionLimits d = SessionLimits.DEFAULT;
        return new SessionLimits(
                2,
                d.sessionsPerPrefix(),
                d.challenges(),
                d.sentNonces(),
                d.members(),
                d.failuresPerChallenge(),
                d.attemptsInARow(),
                d.challengeMs(),
                d.tentativeMs(),
                d.previousMs(),
                d.sentNonceMs(),
                d.tieMs(),
                d.curveUnitsPerMs(),
                d.memberCurveUnitsPerMs(),
                d.curveBurstMs());
    }

    private static NodePair pair(TestNode one, TestNode other) {
        return new NodePair(one, other, new Link(new SplittableRandom(1)));
    }
}
