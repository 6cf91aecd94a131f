package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A packet that one honest node sent to another.
 *
 * @param from where it came from for the recipient: behind a NAT not the sender's own endpoint
 * @param keys null when it is not sealed: a WHOAREYOU, or a probe
 * @param message null when it is not sealed
 */
record Overheard(
        HonestNode by,
        Endpoint from,
        HonestNode to,
        Bytes datagram,
        Packet packet,
        @Nullable KeysInUse keys,
        @Nullable Message message,
        long sentMs) {

    boolean isQuestion() {
        return message instanceof Message.Ping
                || message instanceof Message.FindNode
                || message instanceof Message.TalkRequest;
    }

    /** Whether this is an answer to that question, or a part of it. */
    boolean answers(Overheard question) {
        return message != null
                && question.message != null
                && !isQuestion()
                && by == question.to
                && to == question.by
                && message.requestId().equals(question.message.requestId());
    }
}
