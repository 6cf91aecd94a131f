package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** What PING and PONG tell of the sender's record: its sequence number. */
final class SequenceCases {

    private static final String PING = "discv5-wire.md, PING Request (0x01)";

    private SequenceCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        "ping.enr-seq",
                        Area.PING,
                        Rule.practice(PingCases.PONG, "enr-seq = ENR sequence number of sender"),
                        "PING, and FINDNODE [0]",
                        "PONG with the sequence number of the record in NODES",
                        SequenceCases::enrSeq),
                new Case(
                        "ping.higher-seq-in-ping",
                        Area.PING,
                        Rule.practice(
                                PING,
                                "PING checks whether the recipient is alive and informs it about the sender's ENR sequence"
                                        + " number. Who is informed that its copy is old asks for the new one."),
                        "PING with a sequence number above that of the record in the handshake",
                        "FINDNODE [0]",
                        SequenceCases::higherSeqInPing),
                new Case(
                        "ping.higher-seq-in-pong",
                        Area.PING,
                        Rule.should(
                                "discv5-theory.md, Table Maintenance In Practice",
                                "When the PONG response indicates that a new version of the node record is available, the"
                                        + " liveness check should pull the new record and update it in the local table."),
                        "PONG, to the node's own PING, with a sequence number above that of the record in the handshake",
                        "FINDNODE [0]",
                        SequenceCases::higherSeqInPong));
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
