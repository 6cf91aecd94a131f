package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** PING and PONG (wire, "PING Request (0x01)" and "PONG Response (0x02)"). */
final class PingCases {

    private static final String MESSAGES = "discv5-wire.md, Protocol Messages";
    private static final String PING = "discv5-wire.md, PING Request (0x01)";
    private static final String PONG = "discv5-wire.md, PONG Response (0x02)";

    private static final Rule MIRRORED = Rule.must(
            MESSAGES, "The recipient of a message must mirror the value in the `request-id` element of the response.");
    private static final Rule AT_MOST_8 =
            Rule.practice(MESSAGES, "`request-id` is an RLP byte array of length <= 8 bytes.");

    private PingCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        "ping.answered",
                        Area.PING,
                        Rule.practice(PONG, "PONG is the reply to PING."),
                        "PING within a session",
                        "PONG",
                        dialogue -> {
                            Prober prober = dialogue.prober();
                            prober.ping(prober.establish());
                        }),
                mirrored("ping.request-id-empty", Bytes.EMPTY),
                mirrored("ping.request-id-zero", Bytes.of(0)),
                mirrored("ping.request-id-one-byte", Bytes.of(0x7f)),
                mirrored("ping.request-id-high-byte", Bytes.of(0x80)),
                mirrored("ping.request-id-leading-zeros", Bytes.of(0, 0, 0, 1)),
                mirrored("ping.request-id-8-bytes", Bytes.fromHexString("0xa1b2c3d4e5f60718")),
                new Case(
                        "ping.request-id-9-bytes",
                        Area.PING,
                        AT_MOST_8,
                        "PING with a request ID of 9 bytes",
                        "no answer; a PING after it is answered",
                        PingCases::nineBytes),
                new Case(
                        "ping.endpoint-as-seen",
                        Area.PING,
                        Rule.practice(
                                PONG,
                                "recipient-ip = 16 or 4 byte IP address of the intended recipient;"
                                        + " recipient-port = recipient UDP port, a 16-bit integer"),
                        "PING",
                        "PONG with the address and the port that the PING came from",
                        PingCases::endpointAsSeen),
                new Case(
                        "ping.to-the-envelope",
                        Area.PING,
                        Rule.should(
                                "discv5-wire.md, UDP Communication",
                                "When responding to a request, the response should be sent to the UDP envelope address of"
                                        + " the request."),
                        "PING by a node whose record names another port",
                        "PONG to where the PING came from",
                        PingCases::toTheEnvelope),
                new Case(
                        "ping.enr-seq",
                        Area.PING,
                        Rule.practice(PONG, "enr-seq = ENR sequence number of sender"),
                        "PING, and FINDNODE [0]",
                        "PONG with the sequence number of the record in NODES",
                        PingCases::enrSeq),
                new Case(
                        "ping.higher-seq-in-ping",
                        Area.PING,
                        Rule.practice(
                                PING,
                                "PING checks whether the recipient is alive and informs it about the sender's ENR sequence"
                                        + " number. Who is informed that its copy is old asks for the new one."),
                        "PING with a sequence number above that of the record in the handshake",
                        "FINDNODE [0]",
                        PingCases::higherSeqInPing),
                new Case(
                        "ping.higher-seq-in-pong",
                        Area.PING,
                        Rule.should(
                                "discv5-theory.md, Table Maintenance In Practice",
                                "When the PONG response indicates that a new version of the node record is available, the"
                                        + " liveness check should pull the new record and update it in the local table."),
                        "PONG, to the node's own PING, with a sequence number above that of the record in the handshake",
                        "FINDNODE [0]",
                        PingCases::higherSeqInPong));
    }

    private static Case mirrored(String name, Bytes requestId) {
        return new Case(
                name,
                Area.PING,
                MIRRORED,
                "PING with the request ID " + requestId,
                "PONG with the same request ID, byte for byte",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    Session session = prober.establish();
                    prober.ask(session, Message.Pong.class, requestId, RawMessage.ping(requestId, 1));
                });
    }

    private static void nineBytes(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        prober.tell(session, RawMessage.ping(Bytes.fromHexString("0xa1b2c3d4e5f6071829"), 1));
        prober.expectSilence("PING with a request ID of 9 bytes");
        prober.ping(session);
    }

    private static void endpointAsSeen(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Message.Pong pong = prober.ping(prober.establish());
        Bytes ip = prober.local().address().bytes();
        dialogue.require(pong.ip().equals(ip), "recipient-ip is " + pong.ip() + " and not " + ip);
        dialogue.require(
                pong.port() == prober.local().port(),
                "recipient-port is " + pong.port() + " and not "
                        + prober.local().port());
    }

    private static void toTheEnvelope(Dialogue dialogue) {
        Prober elsewhere = dialogue.prober();
        elsewhere.manners().off();
        Prober prober = dialogue.prober();
        prober.announce(elsewhere.local());
        prober.ping(prober.establish());
    }

    private static void enrSeq(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        long told = prober.ping(session).enrSeq();
        List<NodeRecord> records = FindnodeCases.records(prober.findNode(session, 0));
        if (records.size() != 1) {
            throw new NotApplicableException("no record to compare with, which findnode.distance-0 judges");
        }
        long seq = records.getFirst().seq();
        dialogue.require(
                told == seq,
                "enr-seq is %s, and the record has %s"
                        .formatted(Long.toUnsignedString(told), Long.toUnsignedString(seq)));
    }

    /** The higher number stands in this PING only: the PONGs meanwhile tell of the record that the node has. */
    private static void higherSeqInPing(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        Session session = prober.establish();
        Bytes requestId = dialogue.requestId();
        long higher = prober.identity().record().seq() + 1;
        prober.ask(session, Message.Pong.class, requestId, RawMessage.ping(requestId, higher));
        requirePull(dialogue, prober);
    }

    /** The number rises as the handshake is sent, and no PING of ours tells: the node's own first PING may come at once. */
    private static void higherSeqInPong(Dialogue dialogue) {
        Prober prober = dialogue.bystander();
        long seq = prober.identity().record().seq();
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        prober.setSeq(seq + 1);
        Bytes requestId = dialogue.requestId();
        prober.send(draft.packet(RawMessage.ping(requestId, seq)), "a handshake packet with PING " + requestId);
        prober.await(Message.Pong.class, requestId);
        List<Message> requests = prober.manners().requests();
        if (!dialogue.await(
                () -> requests.stream().anyMatch(Message.Ping.class::isInstance),
                dialogue.timing().initiative())) {
            throw new NotApplicableException("the node does not ping a node that shook hands");
        }
        requirePull(dialogue, prober);
    }

    private static void requirePull(Dialogue dialogue, Prober prober) {
        boolean pulled = dialogue.await(
                () -> prober.manners().requests().stream()
                        .anyMatch(asked -> asked instanceof Message.FindNode findNode
                                && findNode.distances().contains(0)),
                dialogue.timing().initiative());
        dialogue.require(pulled, "no FINDNODE that asks for distance 0");
    }
}
