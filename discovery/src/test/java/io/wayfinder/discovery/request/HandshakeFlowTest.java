package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Enode;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class HandshakeFlowTest {

    private static final Bytes PROTOCOL = Bytes.fromHexString("0x646973637634");

    @Test
    void firstQuestionMakesTheSessionThatItIsAnsweredIn() {
        try (NodePair pair = new NodePair()) {
            Outcome outcome = pair.ask(pair.a, pair.b, new Question.Ping());

            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, outcome);
            Answer.Pong pong = assertInstanceOf(Answer.Pong.class, answered.answer());
            assertEquals(pair.a.endpoint, pong.recipient());
            assertEquals(1, pong.enrSeq());
            assertEquals(pair.b.peer(), answered.from());
            assertEquals(2, answered.rttMs(), "of the handshake packet and its answer");
            assertEquals(4, pair.link.sent().size(), "probe, WHOAREYOU, handshake, answer");
        }
    }

    @Test
    void withASessionAQuestionIsOnePacketInEitherDirection() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            int before = pair.link.sent().size();
            pair.connect(pair.a, pair.b);
            pair.connect(pair.b, pair.a);
            assertEquals(before + 4, pair.link.sent().size());
        }
    }

    @Test
    void bothMeetEachOther() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            assertEquals(List.of(new RequestEvent.Met(pair.a.record(), pair.a.peer())), pair.b.met);
            assertEquals(List.of(new RequestEvent.Met(pair.b.record(), pair.b.peer())), pair.a.met);
        }
    }

    @Test
    void contactFromAnEnodeUrlIsEnoughForAHandshake() {
        try (NodePair pair = new NodePair()) {
            Endpoint endpoint = pair.b.endpoint;
            Contact contact =
                    Contact.of(new Enode(pair.b.record().publicKey(), endpoint.address(), 0, endpoint.port()));
            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, contact, new Question.Ping()));
        }
    }

    @Test
    void questionsAskedTogetherWaitForOneHandshake() {
        try (NodePair pair = new NodePair()) {
            List<Long> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                requests.add(pair.start(pair.a, pair.b, new Question.Ping()));
            }
            assertEquals(1, pair.link.sent().size(), "one probe for all");
            for (long request : requests) {
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request));
            }
            assertEquals(1, pair.a.counter("handshakes_sent"));
            assertEquals(2 + 10 + 10, pair.link.sent().size());
        }
    }

    @Test
    void questionThatDoesNotFitTheHandshakePacketIsPrecededByAPing() {
        try (NodePair pair = new NodePair()) {
            Bytes large = Bytes.repeat((byte) 7, 1170);
            Outcome outcome = pair.ask(pair.a, pair.b, new Question.Talk(PROTOCOL, large));

            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, outcome);
            assertEquals(new Answer.Talk(large), answered.answer());
            assertEquals(2, pair.b.asked.size(), "PING, then TALKREQ");
        }
    }

    @Test
    void talkPayloadOf1170BytesIsTheLargestAndTheLimitIsTold() {
        try (NodePair pair = new NodePair()) {
            Bytes tooLarge = Bytes.repeat((byte) 7, 1171);
            Outcome outcome = pair.ask(pair.a, pair.b, new Question.Talk(PROTOCOL, tooLarge));
            assertEquals(new Outcome.TooLarge(1170), outcome);
            assertEquals(0, pair.link.sent().size());
        }
    }

    @Test
    void talkPayloadThatFitsTheHandshakePacketGoesInIt() {
        int largest = 1280 - 186 - 23 - new NodePair().a.record().encoded().size();
        for (int size : new int[] {largest, largest + 1}) {
            try (NodePair pair = new NodePair()) {
                Question talk = new Question.Talk(PROTOCOL, Bytes.repeat((byte) 7, size));
                assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, talk));
                assertEquals(size == largest ? 1 : 2, pair.b.asked.size(), "payload " + size);
            }
        }
    }

    @Test
    void newerRecordIsSentWithTheNextHandshakeOnly() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.a.announce(TestNode.record(pair.a.key, pair.a.endpoint, 2));
            pair.connect(pair.a, pair.b);
            assertEquals(1, pair.b.met.size());
            pair.a.restart();
            pair.connect(pair.a, pair.b);
            assertEquals(2, pair.b.met.getLast().record().seq());
        }
    }

    @Test
    void announcedRecordIsSentToAPeerThatLostItsKeys() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.a.announce(TestNode.record(pair.a.key, pair.a.endpoint, 2));
            pair.b.restart();
            pair.connect(pair.a, pair.b);
            assertEquals(2, pair.b.met.getLast().record().seq());
        }
    }

    @Test
    void restartedPeerIsReachedWithinOneQuestion() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.restart();
            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, new Question.Ping()));
            assertEquals(0, pair.a.counter("requests_resent"));
        }
    }

    @Test
    void restartedPeerReachesUsWithinOneQuestion() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.run(1_000);
            pair.b.restart();
            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.b, pair.a, new Question.Ping()));
            assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, new Question.Ping()));
            assertEquals(1, pair.a.counter("handshakes_sent"), "no second one");
            assertEquals(0, pair.b.counter("requests_resent"));
        }
    }

    @Test
    void restartWithinASecondOfTheHandshakeCostsNoQuestionEither() {
        // To us it looks as if both had dialled at once.
        for (int seed = 1; seed <= 2; seed++) {
            try (NodePair pair = new NodePair(seed)) {
                pair.connect(pair.a, pair.b);
                pair.b.restart();
                assertInstanceOf(Outcome.Answered.class, pair.ask(pair.b, pair.a, new Question.Ping()));
                assertInstanceOf(Outcome.Answered.class, pair.ask(pair.a, pair.b, new Question.Ping()));
                assertEquals(0, pair.a.counter("requests_resent"));
                pair.settle();
            }
        }
    }

    @Test
    void questionsInFlightAreReplayedWhenThePeerLostItsKeys() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.restart();
            List<Long> requests = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                requests.add(pair.start(pair.a, pair.b, new Question.Ping()));
            }
            for (long request : requests) {
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request));
            }
            assertEquals(16, pair.b.asked.size() - 1, "each once, after the one of before");
            assertEquals(0, pair.a.counter("requests_resent"));
            assertEquals(1, pair.b.counter("handshakes_accepted"));
        }
    }

    @Test
    void handshakePacketCarriesTheRequestThatTheWhoareyouNames() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.b.restart();
            pair.b.asked.clear();
            pair.link.hold(flight -> flight.from().equals(pair.a.endpoint));
            long ping = pair.start(pair.a, pair.b, new Question.Ping());
            long findNode = pair.start(pair.a, pair.b, new Question.FindNode(List.of(0)));
            List<Link.Flight> held = pair.link.takeHeld();
            pair.link.hold(flight -> false);

            pair.inject(pair.b, pair.a.endpoint, held.getLast().datagram());

            assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, findNode));
            assertInstanceOf(Message.FindNode.class, pair.b.asked.getFirst().message());
            assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, ping));
            assertEquals(0, pair.a.counter("requests_resent"));
        }
    }

    @Test
    void peerThatChallengesEachPacketAnewIsAnsweredUntilItTakesTheLast() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            pair.link.hold(flight -> flight.from().equals(pair.a.endpoint));
            List<Long> requests = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                requests.add(pair.start(pair.a, pair.b, new Question.Ping()));
            }
            List<Link.Flight> held = pair.link.takeHeld();
            pair.link.hold(flight -> false);
            pair.b.asked.clear();
            for (Link.Flight flight : held) {
                pair.b.restart();
                pair.inject(pair.b, pair.a.endpoint, flight.datagram());
            }
            for (long request : requests) {
                assertInstanceOf(Outcome.Answered.class, pair.await(pair.a, request));
            }
            assertEquals(5, pair.a.counter("handshakes_sent") - 1);
            assertEquals(5, pair.b.asked.size());
            assertEquals(0, pair.a.counter("requests_resent"));
        }
    }

    @Test
    void requestIdsHaveEightBytesAndNoLeadingZero() {
        try (NodePair pair = new NodePair()) {
            pair.connect(pair.a, pair.b);
            for (int i = 0; i < 2_000; i++) {
                pair.start(pair.a, pair.b, new Question.Ping());
                pair.settle();
            }
            assertTrue(pair.b.asked.stream()
                    .map(asked -> asked.message().requestId().bytes())
                    .allMatch(id -> id.size() == 8 && id.get(0) != 0));
        }
    }
}
