package io.wayfinder.discovery.wire;

import io.wayfinder.enr.IpAddress;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** A protocol message (wire, "Protocol Messages"). The topic messages, 0x07 to 0x0A, come with the topic package. */
public sealed interface Message {

    RequestId requestId();

    /** 0x01; {@code enrSeq} is the sequence number of the sender's record, unsigned. */
    record Ping(RequestId requestId, long enrSeq) implements Message {}

    /** 0x02; {@code ip} is the address as sent, 4 or 16 bytes, not normalised, {@code port} 0 to 65535. */
    record Pong(RequestId requestId, long enrSeq, Bytes ip, int port) implements Message {}

    /** 0x03; a distance over 256 is kept as 257 (it is ignored, the rest answered). */
    record FindNode(RequestId requestId, List<Integer> distances) implements Message {}

    /** 0x04; {@code total} as sent, at least 0; {@code records} encoded, each one RLP list, not verified. */
    record Nodes(RequestId requestId, int total, List<Bytes> records) implements Message {}

    /** 0x05. */
    record TalkRequest(RequestId requestId, Bytes protocol, Bytes payload) implements Message {}

    /** 0x06. */
    record TalkResponse(RequestId requestId, Bytes payload) implements Message {}
}
