package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** What a {@link FaultyNode} says within a session, and whom it knows. */
final class FaultyAnswers {

    private static final int RECORDS_MAX = 16;
    private static final int RECORDS_PER_MESSAGE = 3;
    private static final int PINGS_MANY = 100;

    private final FaultyNode node;
    private final Map<NodeId, NodeRecord> records = new LinkedHashMap<>();
    private final List<NodeId> live = new ArrayList<>();
    private final Map<Bytes, NodeId> open = new LinkedHashMap<>();
    private int requests;

    FaultyAnswers(FaultyNode node) {
        this.node = node;
    }

    Optional<NodeRecord> record(NodeId id) {
        return Optional.ofNullable(records.get(id));
    }

    /** A record came in a handshake: whoever names an endpoint is asked whether it lives there. */
    void meet(NodeRecord record) {
        NodeRecord known = records.get(record.nodeId());
        if (known == null
                || (record.newerThan(known) && !node.has(Fault.KEEPS_OLD_RECORD))
                || node.has(Fault.OLDER_RECORD_REPLACES)) {
            records.put(record.nodeId(), record);
        }
        Optional<Endpoint> endpoint = record.udp4();
        if (endpoint.isEmpty() || node.has(Fault.NEVER_CHECKS_ANYBODY)) {
            return;
        }
        if (known == null) {
            Bytes requestId = requestId(record.nodeId());
            ask(
                    node.link(new FaultyNode.Peer(record.nodeId(), endpoint.get())),
                    RawMessage.ping(requestId, node.identity().record().seq()));
        }
    }

    void take(Link link, Session session, Bytes plaintext) {
        if (MessageCodec.decode(plaintext) instanceof Decoded.Ok<Message>(Message message)) {
            answer(link, session, message);
            return;
        }
        boolean known = !plaintext.isEmpty() && plaintext.get(0) >= RawMessage.PING && plaintext.get(0) <= 0x06;
        boolean idTooLong = plaintext.size() > 2 && plaintext.get(2) == (byte) 0x89;
        if (known && !idTooLong && node.has(Fault.DIES_OF_BAD_RLP)) {
            node.die();
        }
        if (!known && node.has(Fault.UNKNOWN_MESSAGE_DROPS_SESSION)) {
            link.sessions.clear();
        }
        if (known && !idTooLong && node.has(Fault.BAD_MESSAGE_DROPS_SESSION)) {
            link.sessions.clear();
        }
        if (node.has(Fault.ANSWERS_9_BYTE_REQUEST_ID) && plaintext.size() > 12 && idTooLong) {
            say(link, session, pong(link, plaintext.slice(3, 9)));
        }
    }

    private void answer(Link link, Session session, Message message) {
        Bytes requestId = mirrored(message.requestId().bytes());
        switch (message) {
            case Message.Ping ping -> {
                link.pings++;
                if (!node.has(Fault.ANSWERS_100_PINGS) || link.pings <= PINGS_MANY) {
                    say(link, session, pong(link, requestId));
                }
                if (!node.has(Fault.IGNORES_SEQ_IN_PING)) {
                    heardOf(link, ping.enrSeq());
                }
            }
            case Message.Pong pong -> {
                if (open.remove(message.requestId().bytes()) != null || node.has(Fault.BELIEVES_UNASKED)) {
                    alive(link);
                    if (!node.has(Fault.IGNORES_SEQ_IN_PONG)) {
                        heardOf(link, pong.enrSeq());
                    }
                }
            }
            case Message.FindNode asked -> nodes(link, asked).forEach(answer -> say(link, session, answer));
            case Message.Nodes nodes -> {
                if (open.remove(message.requestId().bytes()) != null || node.has(Fault.BELIEVES_UNASKED)) {
                    nodes.records().forEach(record -> told(link, record));
                }
            }
            case Message.TalkRequest talk -> {
                if (!node.has(Fault.IGNORES_TALKREQ)) {
                    Bytes response = node.has(Fault.ECHOES_TALKREQ) ? talk.payload() : Bytes.EMPTY;
                    say(link, session, RawMessage.talkResponse(requestId, response));
                }
            }
            case Message.TalkResponse ignored -> {}
        }
    }

    private Bytes mirrored(Bytes requestId) {
        return node.has(Fault.REQUEST_ID_IS_A_NUMBER) ? requestId.trimLeadingZeros() : requestId;
    }

    private Bytes pong(Link link, Bytes requestId) {
        Endpoint seen = link.peer.endpoint();
        Bytes ip = node.has(Fault.PONG_WITH_WRONG_IP)
                ? Bytes.of(10, 0, 0, 1)
                : seen.address().bytes();
        int port = node.has(Fault.PONG_WITH_WRONG_PORT) ? seen.port() - 1 : seen.port();
        long seq = node.identity().record().seq() + (node.has(Fault.PONG_WITH_WRONG_SEQ) ? 7 : 0);
        return RawMessage.pong(requestId, seq, ip, port);
    }

    private void heardOf(Link link, long seq) {
        boolean newer = record(link.peer.id())
                .filter(record -> Long.compareUnsigned(seq, record.seq()) > 0)
                .isPresent();
        if (newer) {
            ask(link, RawMessage.findNode(requestId(link.peer.id()), 0));
        }
    }

    private void told(Link link, Bytes encoded) {
        if (NodeRecord.decode(encoded, Identity.CURVE) instanceof DecodedRecord.Valid valid) {
            NodeRecord known = records.get(valid.record().nodeId());
            if (known == null
                    ? node.has(Fault.BELIEVES_UNASKED)
                    : valid.record().newerThan(known)) {
                records.put(valid.record().nodeId(), valid.record());
            }
            if (known == null && node.has(Fault.BELIEVES_UNASKED)) {
                live.add(valid.record().nodeId());
            }
        }
    }

    private void alive(Link link) {
        boolean there = record(link.peer.id())
                .flatMap(NodeRecord::udp4)
                .filter(link.peer.endpoint()::equals)
                .isPresent();
        if (there && !live.contains(link.peer.id())) {
            live.add(link.peer.id());
        }
    }

    private List<Bytes> nodes(Link link, Message.FindNode asked) {
        Bytes requestId = mirrored(asked.requestId().bytes());
        boolean outOfRange = asked.distances().contains(Message.FindNode.OUT_OF_RANGE);
        if (outOfRange && node.has(Fault.IGNORES_ALL_FOR_DISTANCE_257)) {
            return List.of();
        }
        List<Bytes> found = found(link, asked.distances());
        if (found.isEmpty() && node.has(Fault.NO_ANSWER_WITHOUT_RECORDS)) {
            return List.of();
        }
        int most = node.has(Fault.TELLS_OF_MORE_THAN_16) ? 32 : RECORDS_MAX;
        List<Bytes> told = found.subList(0, Math.min(most, found.size()));
        int size = node.has(Fault.NODES_IN_ONE_PACKET) ? RECORDS_MAX : RECORDS_PER_MESSAGE;
        int total = Math.max(1, (told.size() + size - 1) / size);
        List<Bytes> messages = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            List<Bytes> part = told.subList(i * size, Math.min(told.size(), (i + 1) * size));
            int saidTotal = node.has(Fault.NODES_TOTAL_WRONG) && total > 1 ? 1 : total;
            messages.add(RawMessage.nodes(requestId, saidTotal, part));
        }
        return messages;
    }

    private List<Bytes> found(Link link, List<Integer> distances) {
        List<Bytes> found = new ArrayList<>();
        List<Bytes> own = new ArrayList<>();
        List<Integer> asked = node.has(Fault.FIRST_DISTANCE_ONLY) && !distances.isEmpty()
                ? distances.subList(0, 1)
                : node.has(Fault.DISTANCES_NOT_A_SET)
                        ? distances
                        : distances.stream().distinct().toList();
        for (int distance : asked) {
            if (distance == 0 && !node.has(Fault.OWN_RECORD_MISSING)) {
                own.add(node.identity().record().encoded());
            }
            if (distance == 256 && node.has(Fault.OWN_RECORD_AT_256)) {
                own.add(node.identity().record().encoded());
            }
            records.values().stream()
                    .filter(record -> isRelayed(link, record, distance))
                    .map(NodeRecord::encoded)
                    .forEach(found::add);
        }
        if (node.has(Fault.TELLS_OF_OTHER_DISTANCES) && !found.isEmpty()) {
            live.stream()
                    .map(id -> records.get(id).encoded())
                    .filter(other -> !found.contains(other))
                    .toList()
                    .forEach(found::add);
        }
        own.addAll(found);
        return own;
    }

    private boolean isRelayed(Link link, NodeRecord record, int distance) {
        int away = Distance.log(node.identity().nodeId(), record.nodeId());
        boolean asker = record.nodeId().equals(link.peer.id()) && !node.has(Fault.TELLS_ASKER_OF_ITSELF);
        boolean known = live.contains(record.nodeId())
                || (record.udp4().isPresent() && node.has(Fault.RELAYS_UNVERIFIED))
                || (record.udp4().isEmpty() && node.has(Fault.RELAYS_WITHOUT_ENDPOINT));
        return away == distance && !asker && known && !node.has(Fault.NEVER_TELLS_OF_ANYBODY);
    }

    private Bytes requestId(NodeId of) {
        Bytes requestId = Bytes.ofUnsignedInt(0x0100_0000L + requests++);
        open.put(requestId, of);
        return requestId;
    }

    /** Under the newest keys, or else a packet that can only be answered by WHOAREYOU. */
    private void ask(Link link, Bytes plaintext) {
        Session session = link.sessions.peekFirst();
        RawPacket packet = session == null
                ? Session.ordinary(node.random(), node.identity().nodeId(), link.peer.id())
                        .withMessage(Bytes.random(44, node.random()))
                : node.seal(link, session, plaintext);
        link.requests.put(packet.nonce(), plaintext);
        node.send(link.peer.endpoint(), packet);
    }

    private void say(Link link, Session session, Bytes plaintext) {
        Endpoint to = node.has(Fault.ANSWERS_TO_RECORDS_ENDPOINT)
                ? record(link.peer.id()).flatMap(NodeRecord::udp4).orElse(link.peer.endpoint())
                : link.peer.endpoint();
        node.send(to, node.seal(link, session, plaintext));
    }
}
