package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.session.SessionLayer;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** What has happened is counted under its name, once. */
class CountersTest {

    private static final Question PING = new Question.Ping();

    private final NodePair pair = new NodePair();

    @Test
    void everyEndOfARequestHasACounter() {
        pair.connect(pair.a, pair.b);
        assertEnded("answered");

        pair.b.answering(false);
        pair.ask(pair.a, pair.b, PING);
        assertEnded("timed_out");

        long misanswered = pair.start(pair.a, pair.b, PING);
        pair.settle();
        say(new Message.TalkResponse(pair.b.asked.getLast().message().requestId(), Bytes.EMPTY));
        pair.await(pair.a, misanswered);
        assertEnded("misbehaved");

        pair.ask(pair.a, pair.b, new Question.Talk(Bytes.EMPTY, Bytes.repeat((byte) 1, 1_280)));
        assertEnded("too_large");

        Contact nowhere = new Contact(pair.b.id(), pair.b.record().publicKey(), List.<Endpoint>of(), Optional.empty());
        pair.ask(pair.a, nowhere, PING);
        assertEnded("unreachable");

        for (int i = 0; i < 80; i++) {
            pair.start(pair.a, pair.b, PING);
        }
        long busy = pair.start(pair.a, pair.b, PING);
        pair.await(pair.a, busy);
        assertEnded("busy");

        pair.a.requests().cancel(pair.nowMs(), busy - 1);
        assertEnded("cancelled");
    }

    @Test
    void datagramThatIsNoPacketIsCountedByItsReason() {
        pair.inject(pair.a, pair.b.endpoint, Bytes.repeat((byte) 1, 100));
        assertEquals(1, pair.a.counter("packets_rejected{reason=\"wrong_protocol\"}"));
    }

    @Test
    void sealedBytesThatAreNoMessageAreCountedByTheirReason() {
        pair.connect(pair.a, pair.b);
        say(Bytes.of(0x7f));
        assertEquals(1, pair.a.counter("messages_rejected{reason=\"unknown_message\"}"));
    }

    private void assertEnded(String outcome) {
        assertEquals(1, pair.a.counter("requests_ended{outcome=\"" + outcome + "\"}"), outcome);
    }

    private void say(Message message) {
        say(MessageCodec.encode(message));
    }

    /** B says it to A, in their session. */
    private void say(Bytes plaintext) {
        SessionLayer.Sealed sealed = pair.b.requests().sessions().seal(pair.nowMs(), pair.a.peer(), plaintext);
        pair.inject(pair.a, pair.b.endpoint, Objects.requireNonNull(sealed).datagram());
    }
}
