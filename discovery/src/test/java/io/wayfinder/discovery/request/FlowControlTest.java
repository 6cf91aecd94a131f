package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowControlTest {

    private static final Question PING = new Question.Ping();

    @Test
    void sixteenRequestsAreInFlightAndTheRestWait() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.link.hold(flight -> flight.from().equals(pair.a.endpoint));
            for (int i = 0; i < 40; i++) {
                pair.start(pair.a, pair.b, PING);
            }
            assertEquals(16, pair.link.takeHeld().size());
            assertEquals(40, pair.a.counter("requests_open"));
        }
    }

    @Test
    void queuedRequestsStartAsOthersEnd() {
        try (NodePair pair = new NodePair()) {
            List<Long> requests = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                requests.add(pair.start(pair.a, pair.b, PING));
            }
            for (long request : requests) {
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request));
            }
            assertEquals(80, pair.b.asked.size());
            assertEquals(0, pair.a.counter("requests_open"));
        }
    }

    @Test
    void requestsThatWaitGoOutInTheOrderInWhichTheyWereAsked() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.asked.clear();
            for (int distance = 1; distance <= 40; distance++) {
                pair.start(pair.a, pair.b, new Question.FindNode(List.of(distance)));
            }
            pair.settle();
            List<Integer> distances = pair.b.asked.stream()
                    .flatMap(asked -> ((Message.FindNode) asked.message()).distances().stream())
                    .toList();
            assertEquals(IntStream.rangeClosed(1, 40).boxed().toList(), distances);
        }
    }

    @Test
    void eightyRequestsToANodeAreAllAndTheNextIsBusy() {
        try (NodePair pair = new NodePair()) {
            for (int i = 0; i < 80; i++) {
                pair.start(pair.a, pair.b, PING);
            }
            assertEquals(new Outcome.Busy(), pair.ask(pair.a, pair.b, PING));
            pair.settle();
            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, PING));
        }
    }

    @Test
    void requestsOpenInAllAreBounded() {
        try (NodePair pair = new NodePair()) {
            pair.link.lose(flight -> true);
            int node = 0;
            while (pair.a.counter("requests_open") < RequestLimits.DEFAULT.total()) {
                TestNode silent = new TestNode(1_000 + node, Endpoint.parse("127.0.1.1:" + (1_000 + node)));
                node++;
                for (int i = 0; i < 80; i++) {
                    pair.start(pair.a, silent, PING);
                }
            }
            assertEquals(new Outcome.Busy(), pair.ask(pair.a, pair.b, PING));
            pair.run(2_000);
            assertEquals(0, pair.a.counter("requests_open"));
            assertEquals(Long.MAX_VALUE, pair.a.requests().nextDeadlineMs());
        }
    }

    @Test
    void cancelledRequestEndsOnceAndLetsTheNextStart() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            List<Long> requests = new ArrayList<>();
            for (int i = 0; i < 17; i++) {
                requests.add(pair.start(pair.a, pair.b, PING));
            }
            assertEquals(4 + 16, pair.link.sent().size());
            pair.a.requests().cancel(pair.nowMs(), requests.getFirst());
            pair.a.drain(pair.nowMs(), pair.link);
            assertEquals(new Outcome.Cancelled(), pair.a.outcome(requests.getFirst()));
            assertEquals(4 + 17, pair.link.sent().size());
            pair.a.requests().cancel(pair.nowMs(), requests.getFirst());
            assertNull(pair.a.requests().poll());
            pair.settle();
            assertEquals(1, pair.a.counter("answers_unmatched"), "that to the cancelled one");
        }
    }

    @Test
    void queuedRequestIsCancelledToo() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            long last = 0;
            for (int i = 0; i < 20; i++) {
                last = pair.start(pair.a, pair.b, PING);
            }
            pair.a.requests().cancel(pair.nowMs(), last);
            pair.a.drain(pair.nowMs(), pair.link);
            assertEquals(new Outcome.Cancelled(), pair.a.outcome(last));
            pair.settle();
            assertEquals(1 + 19, pair.b.asked.size());
        }
    }

    @Test
    void silentPeerTakesThreeLegs() {
        try (NodePair pair = new NodePair()) {
            pair.link.lose(flight -> true);
            long startMs = pair.nowMs();
            long first = pair.start(pair.a, pair.b, PING);
            assertEquals(startMs + 500, pair.a.requests().nextDeadlineMs());
            assertEquals(new Outcome.TimedOut(), pair.await(pair.a, first));
            assertEquals(startMs + 1_500, pair.nowMs());
            assertEquals(3, pair.link.sent().size());
        }
    }

    @Test
    void silentPeerThatIsAskedOnceTakesOneLeg() {
        try (NodePair pair = new NodePair()) {
            pair.link.lose(flight -> true);
            long startMs = pair.nowMs();
            long request = pair.a.requests().askOnce(startMs, pair.b.contact(), PING);
            pair.a.drain(startMs, pair.link);
            assertEquals(new Outcome.TimedOut(), pair.await(pair.a, request));
            assertEquals(startMs + 500, pair.nowMs());
            assertEquals(1, pair.link.sent().size());
        }
    }

    @Test
    void noRequestTakesMoreThanTwoSeconds() {
        try (NodePair pair = new NodePair()) {
            pair.link.lose(flight -> true);
            List<Long> requests = new ArrayList<>();
            long startMs = pair.nowMs();
            for (int i = 0; i < 80; i++) {
                requests.add(pair.start(pair.a, pair.b, PING));
            }
            for (long request : requests) {
                assertEquals(new Outcome.TimedOut(), pair.await(pair.a, request));
            }
            assertEquals(startMs + 2_000, pair.nowMs());
            assertEquals(4, pair.link.sent().size(), "one probe for all, three times; and once for those that waited");
        }
    }

    @Test
    void whoareyouStartsTheLegAnew() {
        try (NodePair pair = new NodePair()) {
            pair.link.delay(200, 200).lose(flight -> flight.sequence() == 3);
            long startMs = pair.nowMs();
            pair.start(pair.a, pair.b, PING);
            pair.run(401);
            assertEquals(startMs + 400 + 500, pair.a.requests().nextDeadlineMs());
            pair.run(1_500);
            pair.settle();
        }
    }
}
