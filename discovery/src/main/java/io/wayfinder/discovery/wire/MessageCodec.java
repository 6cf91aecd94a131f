package io.wayfinder.discovery.wire;

import io.wayfinder.discovery.wire.Message.FindNode;
import io.wayfinder.discovery.wire.Message.Nodes;
import io.wayfinder.discovery.wire.Message.Ping;
import io.wayfinder.discovery.wire.Message.Pong;
import io.wayfinder.discovery.wire.Message.TalkRequest;
import io.wayfinder.discovery.wire.Message.TalkResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/**
 * Plaintext messages to values and back (wire, "Protocol Messages").
 *
 * <p>A list with an element too many is refused like one with an element too few: see {@code docs/adr/0003}.
 */
public final class MessageCodec {

    private static final int PING = 0x01;
    private static final int PONG = 0x02;
    private static final int FINDNODE = 0x03;
    private static final int NODES = 0x04;
    private static final int TALKREQ = 0x05;
    private static final int TALKRESP = 0x06;

    /** Type, list prefix, request ID and one integer: what all messages have, or nearly. */
    private static final int CAPACITY = 32;

    private MessageCodec() {}

    /** Total: any bytes give a message or a named rejection. */
    public static Decoded<Message> decode(Bytes plaintext) {
        try {
            return new Decoded.Ok<>(read(plaintext.toArrayUnsafe()));
        } catch (MalformedException e) {
            return new Decoded.Rejected<>(e.reason());
        }
    }

    /**
     * Messages of any size: whether one fits a packet is for {@link PacketCodec} to say.
     *
     * @throws IllegalArgumentException when a record of a NODES message is not one RLP item
     */
    public static Bytes encode(Message message) {
        return switch (message) {
            case Ping ping -> write(ping);
            case Pong pong -> write(pong);
            case FindNode findNode -> write(findNode);
            case Nodes nodes -> write(nodes);
            case TalkRequest request -> write(request);
            case TalkResponse response -> write(response);
        };
    }

    // message-pt = message-type || message-data
    private static Message read(byte[] plaintext) throws MalformedException {
        if (plaintext.length == 0) {
            throw new MalformedException(Rejection.TOO_SHORT);
        }
        int type = plaintext[0] & 0xff;
        if (type < PING || type > TALKRESP) {
            throw new MalformedException(Rejection.UNKNOWN_MESSAGE);
        }
        RlpReader data = RlpReader.of(plaintext, 1);
        if (!data.hasNext()) {
            throw new MalformedException(Rejection.BAD_RLP);
        }
        RlpReader fields = data.list();
        data.expectEnd(Rejection.BAD_RLP);
        RequestId requestId = new RequestId(fields.string(RequestId.SIZE_MAX));
        Message message = switch (type) {
            case PING -> readPing(requestId, fields);
            case PONG -> readPong(requestId, fields);
            case FINDNODE -> readFindNode(requestId, fields);
            case NODES -> readNodes(requestId, fields);
            case TALKREQ -> readTalkRequest(requestId, fields);
            default -> readTalkResponse(requestId, fields);
        };
        fields.expectEnd(Rejection.BAD_MESSAGE);
        return message;
    }

    // PING = [request-id, enr-seq]
    private static Ping readPing(RequestId requestId, RlpReader fields) throws MalformedException {
        return new Ping(requestId, fields.uint64());
    }

    private static Bytes write(Ping ping) {
        RlpWriter out = new RlpWriter(CAPACITY).raw(PING);
        int list = out.beginList();
        out.string(ping.requestId().bytes()).uint(ping.enrSeq());
        return out.endList(list).toBytes();
    }

    // PONG = [request-id, enr-seq, recipient-ip, recipient-port]
    private static Pong readPong(RequestId requestId, RlpReader fields) throws MalformedException {
        long enrSeq = fields.uint64();
        Bytes ip = fields.string(16);
        if (!Pong.isIpSize(ip.size())) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        int port = fields.saturatedUint(Pong.PORT_MAX + 1);
        if (port > Pong.PORT_MAX) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        return new Pong(requestId, enrSeq, ip, port);
    }

    private static Bytes write(Pong pong) {
        RlpWriter out = new RlpWriter(CAPACITY + pong.ip().size()).raw(PONG);
        int list = out.beginList();
        out.string(pong.requestId().bytes()).uint(pong.enrSeq());
        out.string(pong.ip()).uint(pong.port());
        return out.endList(list).toBytes();
    }

    // FINDNODE = [request-id, [distance_1, distance_2, ..., distance_n]]
    private static FindNode readFindNode(RequestId requestId, RlpReader fields) throws MalformedException {
        RlpReader list = fields.list();
        List<Integer> distances = new ArrayList<>();
        while (list.hasNext()) {
            if (distances.size() == FindNode.DISTANCES_MAX) {
                throw new MalformedException(Rejection.BAD_MESSAGE);
            }
            distances.add(list.saturatedUint(FindNode.OUT_OF_RANGE));
        }
        return new FindNode(requestId, distances);
    }

    private static Bytes write(FindNode findNode) {
        RlpWriter out = new RlpWriter(CAPACITY + 3 * findNode.distances().size()).raw(FINDNODE);
        int list = out.beginList();
        out.string(findNode.requestId().bytes());
        int distances = out.beginList();
        for (int distance : findNode.distances()) {
            out.uint(distance);
        }
        return out.endList(distances).endList(list).toBytes();
    }

    // NODES = [request-id, total, [ENR, ...]]
    private static Nodes readNodes(RequestId requestId, RlpReader fields) throws MalformedException {
        int total = fields.saturatedUint(Integer.MAX_VALUE);
        RlpReader list = fields.list();
        List<Bytes> records = new ArrayList<>();
        while (list.hasNext()) {
            if (records.size() == Nodes.RECORDS_MAX) {
                throw new MalformedException(Rejection.BAD_MESSAGE);
            }
            records.add(list.item());
        }
        return new Nodes(requestId, total, records);
    }

    private static Bytes write(Nodes nodes) {
        int recordsSize = 0;
        for (Bytes record : nodes.records()) {
            recordsSize += record.size();
        }
        RlpWriter out = new RlpWriter(CAPACITY + recordsSize).raw(NODES);
        int list = out.beginList();
        out.string(nodes.requestId().bytes()).uint(nodes.total());
        int records = out.beginList();
        for (Bytes record : nodes.records()) {
            out.item(requireItem(record));
        }
        return out.endList(records).endList(list).toBytes();
    }

    // TALKREQ = [request-id, protocol, request]
    private static TalkRequest readTalkRequest(RequestId requestId, RlpReader fields) throws MalformedException {
        return new TalkRequest(requestId, fields.string(Integer.MAX_VALUE), fields.string(Integer.MAX_VALUE));
    }

    private static Bytes write(TalkRequest request) {
        int size = request.protocol().size() + request.payload().size();
        RlpWriter out = new RlpWriter(CAPACITY + size).raw(TALKREQ);
        int list = out.beginList();
        out.string(request.requestId().bytes()).string(request.protocol()).string(request.payload());
        return out.endList(list).toBytes();
    }

    // TALKRESP = [request-id, response]
    private static TalkResponse readTalkResponse(RequestId requestId, RlpReader fields) throws MalformedException {
        return new TalkResponse(requestId, fields.string(Integer.MAX_VALUE));
    }

    private static Bytes write(TalkResponse response) {
        RlpWriter out = new RlpWriter(CAPACITY + response.payload().size()).raw(TALKRESP);
        int list = out.beginList();
        out.string(response.requestId().bytes()).string(response.payload());
        return out.endList(list).toBytes();
    }

    private static Bytes requireItem(Bytes record) {
        try {
            RlpReader reader = RlpReader.of(record.toArrayUnsafe(), 0);
            reader.skip();
            reader.expectEnd(Rejection.BAD_RLP);
            return record;
        } catch (MalformedException e) {
            throw new IllegalArgumentException("a record is one RLP item", e);
        }
    }
}
