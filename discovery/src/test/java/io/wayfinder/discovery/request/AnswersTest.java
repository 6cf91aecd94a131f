package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.session.SessionLayer;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Answers that a sane node would not give: the peer says by hand, in its session, what the test wants it to. */
class AnswersTest {

    private static final Question PING = new Question.Ping();

    @Test
    void answerIsMatchedByRequestIdAndPeerAndType() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.answering(false);
            long request = pair.start(pair.a, pair.b, PING);
            pair.settle();
            RequestId id = pair.b.asked.getLast().message().requestId();

            say(pair, new Message.Pong(new RequestId(Bytes.of(1, 2, 3)), 1, Bytes.of(127, 0, 0, 1), 9));
            assertNull(pair.a.outcome(request), "another request ID");
            say(pair, new Message.TalkResponse(id, Bytes.EMPTY));
            assertNull(pair.a.outcome(request), "another type");
            say(pair, new Message.Pong(id, 1, Bytes.of(127, 0, 0, 1), 9));
            assertInstanceOf(Outcome.Answered.class, pair.a.outcome(request));
            assertEquals(1, pair.a.counter("answers_unmatched"));
            assertEquals(1, pair.a.counter("answers_mismatched"));
        }
    }

    @Test
    void answerOfAnotherPeerDoesNotCount() {
        TestNode c = new TestNode(77, Endpoint.parse("127.0.0.1:7777"));
        try (NodePair ab = new NodePair();
                NodePair ac = new NodePair(ab.a, c, new Link(new SplittableRandom(1)))) {
            ab.connect(ab.a, ab.b);
            ac.connect(ac.a, c);
            c.answering(false);
            long request = ac.start(ac.a, c, PING);
            ac.settle();
            RequestId id = c.asked.getLast().message().requestId();
            say(ab, new Message.Pong(id, 1, Bytes.of(127, 0, 0, 1), 9));
            assertNull(ab.a.outcome(request));
            assertEquals(1, ab.a.counter("answers_unmatched"));
        }
    }

    @Test
    void wrongTypeAndThenSilenceIsMisbehaviour() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.answering(false);
            long request = pair.start(pair.a, pair.b, PING);
            pair.settle();
            RequestId id = pair.b.asked.getLast().message().requestId();
            say(pair, new Message.Nodes(id, 1, List.of()));
            assertEquals(new Outcome.Misbehaved("Nodes is no answer to Ping"), pair.await(pair.a, request));
            pair.settle();
        }
    }

    @Test
    void recipientOfAPongIsNormalisedAndPortZeroKept() {
        assertEquals(Endpoint.parse("9.8.7.6:1234"), recipient("0x09080706", 1234));
        assertEquals(Endpoint.parse("9.8.7.6:1234"), recipient("0x00000000000000000000ffff09080706", 1234));
        assertEquals(Endpoint.parse("[2a00::1]:65535"), recipient("0x2a000000000000000000000000000001", 65535));
        assertEquals(Endpoint.parse("9.8.7.6:0"), recipient("0x09080706", 0));
    }

    @Test
    void pongSaysWhereThePingCameFrom() {
        try (NodePair pair = new NodePair()) {
            Endpoint behindNat = Endpoint.parse("127.0.0.5:4444");
            TestNode a = new TestNode(50, behindNat);
            a.announce(TestNode.record(a.key, Endpoint.parse("127.0.0.1:1"), 3));
            try (NodePair natted = new NodePair(a, pair.b, pair.link)) {
                Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, natted.ask(a, pair.b, PING));
                assertEquals(new Answer.Pong(1, behindNat), answered.answer());
            }
        }
    }

    @Test
    void answerMayBeGivenLater() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.answering(false);
            long request = pair.start(pair.a, pair.b, new Question.Talk(Bytes.of(1), Bytes.of(2)));
            pair.settle();
            RequestEvent.Asked asked = pair.b.asked.getLast();
            pair.b.answering(true);
            pair.b.requests().replyTalk(pair.nowMs(), asked, Bytes.of(3));
            pair.b.drain(pair.nowMs(), pair.link);
            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request));
            assertEquals(new Answer.Talk(Bytes.of(3)), answered.answer());
        }
    }

    @Test
    void answerWithoutKeysIsCountedAndNotSent() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            RequestEvent.Asked asked = pair.b.asked.getLast();
            pair.b.restart();
            pair.b.requests().replyPong(pair.nowMs(), asked);
            assertNull(pair.b.requests().poll());
            assertEquals(1, pair.b.counter("answers_unsent"));
        }
    }

    @Test
    void talkAnswerThatDoesNotFitIsRefusedWithTheLimit() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            RequestEvent.Asked asked = pair.b.asked.getLast();
            Bytes largest = Bytes.repeat((byte) 1, 1177);
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> pair.b.requests().replyTalk(pair.nowMs(), asked, Bytes.concatenate(largest, Bytes.of(1))));
            assertTrue(String.valueOf(refused.getMessage()).contains("1177"), refused.getMessage());
            pair.b.requests().replyTalk(pair.nowMs(), asked, largest);
            RequestEvent.Transmit transmit = assertInstanceOf(
                    RequestEvent.Transmit.class, pair.b.requests().poll());
            assertEquals(1280, transmit.datagram().size());
        }
    }

    /** What A makes of a PONG with this address. */
    private static Endpoint recipient(String ip, int port) {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.answering(false);
            long request = pair.start(pair.a, pair.b, PING);
            pair.settle();
            RequestId id = pair.b.asked.getLast().message().requestId();
            say(pair, new Message.Pong(id, 1, Bytes.fromHexString(ip), port));
            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, pair.a.outcome(request));
            return assertInstanceOf(Answer.Pong.class, answered.answer()).recipient();
        }
    }

    /** B says it to A, in their session. */
    private static void say(NodePair pair, Message message) {
        SessionLayer.Sealed sealed =
                pair.b.requests().sessions().seal(pair.nowMs(), pair.a.peer(), MessageCodec.encode(message));
        pair.inject(pair.a, pair.b.endpoint, Objects.requireNonNull(sealed).datagram());
    }
}
