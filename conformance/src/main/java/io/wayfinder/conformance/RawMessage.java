package io.wayfinder.conformance;

import java.util.Arrays;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** Messages in plaintext, {@code message-type || message-data} (wire, "Protocol Messages"), sane or not. */
final class RawMessage {

    static final int PING = 0x01;
    static final int PONG = 0x02;
    static final int FINDNODE = 0x03;
    static final int NODES = 0x04;
    static final int TALKREQ = 0x05;
    static final int TALKRESP = 0x06;

    private RawMessage() {}

    /** @param data any bytes; a sane message has an RLP list here */
    static Bytes of(int type, Bytes data) {
        return Bytes.concatenate(Bytes.of((byte) type), data);
    }

    static Bytes ping(Bytes requestId, long enrSeq) {
        return of(PING, Rlp.list(Rlp.string(requestId), Rlp.integer(enrSeq)));
    }

    static Bytes pong(Bytes requestId, long enrSeq, Bytes ip, int port) {
        return of(PONG, Rlp.list(Rlp.string(requestId), Rlp.integer(enrSeq), Rlp.string(ip), Rlp.integer(port)));
    }

    static Bytes findNode(Bytes requestId, long... distances) {
        List<Bytes> items = Arrays.stream(distances).mapToObj(Rlp::integer).toList();
        return of(FINDNODE, Rlp.list(Rlp.string(requestId), Rlp.list(items)));
    }

    /** @param records encoded, each an RLP item */
    static Bytes nodes(Bytes requestId, long total, List<Bytes> records) {
        return of(NODES, Rlp.list(Rlp.string(requestId), Rlp.integer(total), Rlp.list(records)));
    }

    static Bytes talkRequest(Bytes requestId, Bytes protocol, Bytes payload) {
        return of(TALKREQ, Rlp.list(Rlp.string(requestId), Rlp.string(protocol), Rlp.string(payload)));
    }

    static Bytes talkResponse(Bytes requestId, Bytes payload) {
        return of(TALKRESP, Rlp.list(Rlp.string(requestId), Rlp.string(payload)));
    }
}
