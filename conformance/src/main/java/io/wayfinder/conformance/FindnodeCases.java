package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/**
 * FINDNODE and NODES (wire, "FINDNODE Request (0x03)" and "NODES Response (0x04)") as far as they can be judged with an
 * empty table: the record at distance 0 tells which distances were heeded.
 */
final class FindnodeCases {

    static final String FINDNODE = "discv5-wire.md, FINDNODE Request (0x03)";
    static final String NODES = "discv5-wire.md, NODES Response (0x04)";
    private static final String MESSAGES = "discv5-wire.md, Protocol Messages";

    static final Rule BY_DISTANCE = Rule.should(
            FINDNODE,
            "The recipient should create the result set by collecting nodes from its local node table according to the"
                    + " requested distances.");
    static final Rule TOTAL = Rule.practice(NODES, "total = total number of responses to the request");
    private static final Rule ANSWERED = Rule.practice(NODES, "NODES is sent as a response to FINDNODE");
    private static final Rule OWN_AT_ZERO = Rule.should(
            FINDNODE, "When distance `0` is requested, the result set should contain the recipient's current record.");
    private static final Rule OUT_OF_RANGE = Rule.practice(
            FINDNODE,
            "distanceₙ = requested log2 distance, a positive integer. There is nobody beyond 256; what else was asked"
                    + " can be answered all the same.");
    private static final Rule MIRRORED = Rule.must(
            MESSAGES, "The recipient of a message must mirror the value in the `request-id` element of the response.");
    private static final Rule HANDSHAKE = Rule.practice(
            "discv5-theory.md, Step 4: Node B receives handshake message",
            "If the message can be decrypted and authenticated, Node B considers the new session keys valid and responds"
                    + " to the message.");

    private static final int DISTANCE_MAX = 256;

    /** So many distances a request that it stays well below what a packet holds. */
    private static final int DISTANCES_AT_ONCE = 64;

    private static final int REQUESTS_AT_ONCE = 5;

    /** The recommended limit: an answer with as many may have left the node itself out. */
    static final int RECORDS_MAX = 16;

    private FindnodeCases() {}

    static List<Case> all() {
        return Stream.of(answers(), distances()).flatMap(List::stream).toList();
    }

    private static List<Case> answers() {
        return List.of(
                of(
                        "findnode.answered",
                        ANSWERED,
                        "FINDNODE [256] within a session",
                        "NODES",
                        dialogue -> ask(dialogue, 256)),
                of(
                        "findnode.answered-in-handshake",
                        HANDSHAKE,
                        "a packet that the node cannot read, and FINDNODE [0] in the handshake packet after WHOAREYOU",
                        "NODES",
                        FindnodeCases::inHandshake),
                of(
                        "findnode.no-distances",
                        ANSWERED,
                        "FINDNODE []",
                        "NODES without records",
                        FindnodeCases::noDistances),
                of(
                        "findnode.nobody-there",
                        TOTAL,
                        "FINDNODE [1], where nobody is",
                        "one NODES, with total 1 and without records",
                        FindnodeCases::nobodyThere),
                mirrored("findnode.request-id-empty", Bytes.EMPTY),
                mirrored("findnode.request-id-8-bytes", Bytes.fromHexString("0xa1b2c3d4e5f60718")),
                of(
                        "findnode.five-at-once",
                        ANSWERED,
                        "five FINDNODE [0] without waiting",
                        "NODES for each",
                        FindnodeCases::fiveAtOnce));
    }

    private static List<Case> distances() {
        return List.of(
                of(
                        "findnode.distance-0",
                        OWN_AT_ZERO,
                        "FINDNODE [0]",
                        "NODES with the node's own record and no other",
                        FindnodeCases::distanceZero),
                ownRecord("findnode.distance-0-among-others", OWN_AT_ZERO, 0, 256, 255),
                ownRecord("findnode.distance-0-unsorted", OWN_AT_ZERO, 255, 3, 256, 0, 128),
                outOfRange("findnode.distance-257", 257),
                outOfRange("findnode.distance-65536", 65_536),
                outOfRange("findnode.distance-64-bits", -1L),
                ownRecord(
                        "findnode.all-distances",
                        OWN_AT_ZERO,
                        LongStream.rangeClosed(0, DISTANCE_MAX).toArray()),
                of(
                        "findnode.distance-0-twice",
                        Rule.practice(
                                FINDNODE,
                                "The answer is a set. Clients take a record told twice, or more than one at distance 0,"
                                        + " for a fault."),
                        "FINDNODE [0, 0]",
                        "the node's own record, once",
                        FindnodeCases::zeroTwice),
                of(
                        "findnode.own-record-only-at-0",
                        BY_DISTANCE,
                        "FINDNODE for all distances but 0",
                        "NODES without the node's own record",
                        FindnodeCases::ownOnlyAtZero));
    }

    static Case of(String name, Rule rule, String sends, String expects, Case.Script script) {
        return new Case(name, Area.FINDNODE, rule, sends, expects, script);
    }

    /** The records of an answer. A record that is none is a fault of the node's, whatever the case. */
    static List<NodeRecord> records(List<Message.Nodes> answer) {
        List<NodeRecord> records = new ArrayList<>();
        for (Message.Nodes part : answer) {
            for (Bytes encoded : part.records()) {
                records.add(
                        switch (NodeRecord.decode(encoded, Identity.CURVE)) {
                            case DecodedRecord.Valid valid -> valid.record();
                            case DecodedRecord.Rejected rejected ->
                                throw new UnmetException("NODES with a record that is refused: " + rejected.detail());
                            case DecodedRecord.UnknownScheme unknown ->
                                throw new UnmetException("NODES with a record of the identity scheme "
                                        + unknown.record().scheme());
                        });
            }
        }
        return records;
    }

    /** Told by the node's own record, which one at distance 0 alone must bring for that. */
    private static Case ownRecord(String name, Rule rule, long... distances) {
        return of(
                name,
                rule,
                distances.length > DISTANCES_AT_ONCE
                        ? "FINDNODE for all distances, 0 to 256"
                        : "FINDNODE " + text(distances),
                "NODES, the node's own record in it",
                dialogue -> {
                    List<NodeRecord> records = ask(dialogue, distances);
                    if (!tellsOfItself(dialogue, records)) {
                        requireRoom(records);
                        if (!tellsOfItself(dialogue, ask(dialogue, 0))) {
                            throw new NotApplicableException("not even FINDNODE [0] brings the node's own record,"
                                    + " which findnode.distance-0 judges");
                        }
                        throw new UnmetException("the node's own record is not in the answer");
                    }
                });
    }

    /** The distance that does not exist comes first, so that nothing behind it is answered where it stops the node. */
    private static Case outOfRange(String name, long distance) {
        return of(
                name, OUT_OF_RANGE, "FINDNODE " + text(distance, 0), "NODES, the node's own record in it", dialogue -> {
                    if (tellsOfItself(dialogue, ask(dialogue, distance, 0))) {
                        return;
                    }
                    if (!tellsOfItself(dialogue, ask(dialogue, 1, 0))) {
                        throw new NotApplicableException("the node does not tell its own record for [1, 0] either,"
                                + " which findnode.distance-0-unsorted judges");
                    }
                    throw new UnmetException("the node's own record is not in the answer, and for [1, 0] it is");
                });
    }

    private static void requireRoom(List<NodeRecord> records) {
        if (records.size() >= RECORDS_MAX) {
            throw new NotApplicableException("the answer is full with other records");
        }
    }

    private static Case mirrored(String name, Bytes requestId) {
        return of(
                name,
                MIRRORED,
                "FINDNODE with the request ID " + requestId,
                "NODES with the same request ID, byte for byte",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    prober.findNode(prober.establish(), requestId, RawMessage.findNode(requestId, 0));
                });
    }

    private static void inHandshake(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        prober.adopt(draft.session());
        Bytes requestId = dialogue.requestId();
        prober.send(draft.packet(RawMessage.findNode(requestId, 0)), "a handshake packet with FINDNODE " + requestId);
        prober.await(Message.Nodes.class, requestId);
    }

    private static void distanceZero(Dialogue dialogue) {
        List<NodeRecord> records = ask(dialogue, 0);
        dialogue.require(
                records.size() == 1 && tellsOfItself(dialogue, records), "not the node's record alone: " + records);
    }

    private static void zeroTwice(Dialogue dialogue) {
        long times = own(dialogue, ask(dialogue, 0, 0));
        dialogue.require(times <= 1, "the node's own record came " + times + " times");
    }

    private static void ownOnlyAtZero(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        for (int first = 1; first <= DISTANCE_MAX; first += DISTANCES_AT_ONCE) {
            long[] distances =
                    LongStream.range(first, first + DISTANCES_AT_ONCE).toArray();
            dialogue.require(
                    !tellsOfItself(dialogue, records(answer(prober, session, distances))),
                    "the node's own record is among those at distances %d to %d"
                            .formatted(first, first + DISTANCES_AT_ONCE - 1));
        }
    }

    /** What comes within the usual time: that something must is for findnode.answered and findnode.nobody-there. */
    private static List<Message.Nodes> answer(Prober prober, Session session, long... distances) {
        try {
            return prober.findNode(session, distances);
        } catch (UnmetException e) {
            return List.of();
        }
    }

    private static void noDistances(Dialogue dialogue) {
        List<NodeRecord> records = ask(dialogue);
        dialogue.require(records.isEmpty(), "records that nobody asked for: " + records);
    }

    private static void nobodyThere(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        List<Message.Nodes> answer = prober.findNode(prober.establish(), 1);
        dialogue.require(
                answer.getFirst().total() == 1, "total is " + answer.getFirst().total());
        dialogue.require(records(answer).isEmpty(), "records at distance 1: " + records(answer));
        prober.expectSilence("FINDNODE [1], after its one NODES,");
    }

    private static void fiveAtOnce(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        List<Bytes> open = new ArrayList<>();
        for (int i = 0; i < REQUESTS_AT_ONCE; i++) {
            Bytes requestId = dialogue.requestId();
            open.add(requestId);
            prober.tell(session, RawMessage.findNode(requestId, 0));
        }
        while (!open.isEmpty()) {
            Seen.Said answer = prober.next(
                            Seen.Said.class,
                            said -> said.message() instanceof Message.Nodes,
                            dialogue.timing().answer())
                    .orElseThrow(() -> new UnmetException(open.size() + " of five were not answered"));
            open.remove(answer.message().requestId().bytes());
        }
    }

    private static List<NodeRecord> ask(Dialogue dialogue, long... distances) {
        Prober prober = dialogue.prober();
        return records(prober.findNode(prober.establish(), distances));
    }

    private static boolean tellsOfItself(Dialogue dialogue, List<NodeRecord> records) {
        return own(dialogue, records) > 0;
    }

    private static long own(Dialogue dialogue, List<NodeRecord> records) {
        return records.stream()
                .filter(record -> record.nodeId().equals(dialogue.target().nodeId()))
                .count();
    }

    private static String text(long... distances) {
        return LongStream.of(distances)
                .mapToObj(Long::toUnsignedString)
                .toList()
                .toString();
    }
}
