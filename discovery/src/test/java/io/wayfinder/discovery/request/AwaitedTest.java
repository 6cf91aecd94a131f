package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.enr.Endpoint;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AwaitedTest {

    @Test
    void onceTheRequestHasEndedTheSessionMayBeEvictedLikeAnyOther() {
        SessionLimits d = SessionLimits.DEFAULT;
        SessionLimits two = new SessionLimits(
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
        TestNode a = new TestNode(1, Endpoint.parse("127.0.0.1:30301"), two);
        TestNode asked = new TestNode(2, Endpoint.parse("127.0.0.1:30302"));
        TestNode second = new TestNode(3, Endpoint.parse("127.0.0.1:30303"));
        TestNode third = new TestNode(4, Endpoint.parse("127.0.0.1:30304"));

        pair(a, asked).connect(a, asked);
        pair(a, second).connect(second, a);
        pair(a, third).connect(third, a);

        assertEquals(0, a.requests().sessions().currentKeys(asked.peer()), "the oldest");
        assertNotEquals(0, a.requests().sessions().currentKeys(second.peer()));
    }

    private static NodePair pair(TestNode one, TestNode other) {
        return new NodePair(one, other, new Link(new SplittableRandom(1)));
    }
}
