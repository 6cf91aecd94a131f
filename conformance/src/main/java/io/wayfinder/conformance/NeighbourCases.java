package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/**
 * FINDNODE and NODES with bystanders in the node's table: whom it tells of, and how.
 *
 * <p>That no record of a LAN is told to somebody outside of it is not judged. It takes a bystander that lives in a LAN
 * with the node and an asker beyond it; from the one machine that the suite runs on, whatever its addresses, at most
 * one of these is at hand.
 */
final class NeighbourCases {

    private static final String MAINTENANCE = "discv5-theory.md, Table Maintenance In Practice";
    private static final String UDP = "discv5-wire.md, UDP Communication";

    /** In each of two buckets, so that together more live there than an answer may name. */
    private static final int CROWD = 10;

    /** Records of 290 bytes: a packet holds four at most, and not even those. */
    private static final int LARGE_RECORDS = 6;

    private NeighbourCases() {}

    static List<Case> all() {
        return Stream.of(asked(), leftOut(), packed()).flatMap(List::stream).toList();
    }

    /** That what was asked for comes. */
    private static List<Case> asked() {
        return List.of(
                FindnodeCases.of(
                        "findnode.neighbours",
                        FindnodeCases.BY_DISTANCE,
                        "FINDNODE for the distances of three bystanders which answered the node's PING, one at a time",
                        "NODES with their records",
                        NeighbourCases::neighbours),
                FindnodeCases.of(
                        "findnode.several-distances",
                        FindnodeCases.BY_DISTANCE,
                        "FINDNODE for the distances of three bystanders at once, unsorted",
                        "NODES with all three records",
                        NeighbourCases::severalDistances),
                FindnodeCases.of(
                        "findnode.no-other-distances",
                        FindnodeCases.BY_DISTANCE,
                        "FINDNODE for the distance of a bystander that has others one nearer and one further",
                        "NODES with records at that distance only",
                        NeighbourCases::noOtherDistances),
                FindnodeCases.of(
                        "findnode.distance-thrice",
                        Rule.practice(FindnodeCases.FINDNODE, "The answer is a set."),
                        "FINDNODE with the distance of a bystander three times",
                        "NODES with each record once",
                        NeighbourCases::distanceThrice),
                FindnodeCases.of(
                        "findnode.record-unchanged",
                        Rule.practice(
                                FindnodeCases.NODES,
                                "A record is signed as a whole: it is told with the entries that the node does not know."),
                        "FINDNODE for the distance of a bystander, whose record has 290 bytes and an unknown entry",
                        "NODES with that record, byte for byte",
                        NeighbourCases::recordUnchanged));
    }

    /** Whom nobody should hear of. */
    private static List<Case> leftOut() {
        return List.of(
                FindnodeCases.of(
                        "findnode.asker-left-out",
                        Rule.practice(
                                FindnodeCases.FINDNODE,
                                "Who asks knows its own record; the place in the answer is lost to it."),
                        "FINDNODE by a bystander, for its own distance",
                        "NODES without its own record",
                        NeighbourCases::askerLeftOut),
                FindnodeCases.of(
                        "findnode.dead-endpoint-left-out",
                        Rule.must(
                                MAINTENANCE,
                                "When responding to FINDNODE, implementations must avoid relaying any nodes whose liveness"
                                        + " has not been verified."),
                        "a handshake of a node in whose record's endpoint nobody answers, then FINDNODE for its distance",
                        "NODES without it, and with a bystander beside it that lives",
                        NeighbourCases::deadEndpoint),
                FindnodeCases.of(
                        "findnode.unanswered-ping-left-out",
                        Rule.practice(
                                MAINTENANCE,
                                "This is easy to achieve by storing an additional flag per node in the table, tracking"
                                        + " whether the node has ever successfully responded to a PING request."),
                        "a handshake of a node that answers no PING, then FINDNODE for its distance",
                        "NODES without it, and with a bystander beside it that lives",
                        NeighbourCases::unansweredPing),
                FindnodeCases.of(
                        "findnode.no-endpoint-left-out",
                        Rule.practice(
                                "discv5-theory.md, Nodes, Records and Distances",
                                "the node must at least provide an IP address (`\"ip\"` or `\"ip6\"` key) and UDP port"
                                        + " (`\"udp\"` key) in order to have it's record relayed in the DHT."),
                        "a handshake of a node whose record names no endpoint, then FINDNODE for its distance",
                        "NODES without it, and with a bystander beside it that names one",
                        NeighbourCases::noEndpoint));
    }

    /** Long answers. */
    private static List<Case> packed() {
        return List.of(
                FindnodeCases.of(
                        "findnode.at-most-16",
                        Rule.should(
                                FindnodeCases.FINDNODE,
                                "Implementations should limit the number of nodes in the result set. The recommended"
                                        + " result limit for FINDNODE queries is 16 nodes."),
                        "FINDNODE for two distances at which the node tells of more than 16 in all",
                        "NODES with 16 records at most",
                        NeighbourCases::atMost16),
                FindnodeCases.of(
                        "findnode.split-total",
                        FindnodeCases.TOTAL,
                        "FINDNODE for a distance with more records than a packet holds",
                        "as many NODES as each of them says",
                        NeighbourCases::splitTotal),
                FindnodeCases.of(
                        "findnode.packets-within-1280",
                        Rule.should(
                                UDP,
                                "The maximum size of any packet is 1280 bytes. Implementations should not generate or"
                                        + " process packets larger than this size."),
                        "FINDNODE for a distance with more records than a packet holds",
                        "NODES in packets of 1280 bytes at most",
                        NeighbourCases::packetsWithin1280));
    }

    private static void neighbours(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        List<Prober> bystanders = oneEach(around, 3);
        boolean anyTakenIn = false;
        for (Prober bystander : bystanders) {
            boolean told = around.await(answer -> answer.tellsOf(bystander), around.distance(bystander))
                    .tellsOf(bystander);
            dialogue.require(
                    told || !around.wasPinged(bystander),
                    "the node does not tell of a bystander that answered its PING, at distance "
                            + around.distance(bystander));
            anyTakenIn |= told;
        }
        if (!anyTakenIn) {
            throw new NotApplicableException("the node took none of three bystanders in");
        }
    }

    private static void severalDistances(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        List<Prober> bystanders = oneEach(around, 3);
        bystanders.forEach(around::requireRelayed);
        long[] distances = bystanders.stream().mapToLong(around::distance).toArray();
        Neighbourhood.Answer answer = around.ask(distances[1], distances[0], distances[2]);
        if (answer.records().size() >= FindnodeCases.RECORDS_MAX) {
            throw new NotApplicableException("the node's table is too full for all to be told in one answer");
        }
        for (Prober bystander : bystanders) {
            dialogue.require(
                    answer.tellsOf(bystander),
                    "nobody of distance " + around.distance(bystander) + ", where there is one when asked alone");
        }
    }

    private static void noOtherDistances(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        int asked = around.quietDistances(1).getFirst();
        IntStream.rangeClosed(asked - 1, Math.min(asked + 1, Neighbourhood.DISTANCE_MAX))
                .mapToObj(around::settle)
                .toList()
                .forEach(around::requireRelayed);
        for (NodeRecord record : around.ask(asked).records()) {
            int distance = Distance.log(dialogue.target().nodeId(), record.nodeId());
            dialogue.require(distance == asked, "a record at distance " + distance + " and not " + asked);
        }
    }

    private static void distanceThrice(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        Prober bystander = oneEach(around, 1).getFirst();
        around.requireRelayed(bystander);
        int distance = around.distance(bystander);
        Set<NodeId> told = new HashSet<>();
        for (NodeRecord record : around.ask(distance, distance, distance).records()) {
            dialogue.require(told.add(record.nodeId()), "twice the record of " + record.nodeId());
        }
    }

    private static void recordUnchanged(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        Prober bystander = large(around, around.quietDistances(1).getFirst());
        Neighbourhood.Answer answer = around.await(each -> each.mentions(bystander), around.distance(bystander));
        if (!answer.mentions(bystander)) {
            throw new NotApplicableException("the node does not tell of a bystander whose record has 300 bytes");
        }
        Bytes sent = bystander.identity().record().encoded();
        dialogue.require(
                answer.nodes().stream().anyMatch(part -> part.records().contains(sent)),
                "a record of the bystander which is not the one that it sent");
    }

    private static void askerLeftOut(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        Prober bystander = oneEach(around, 1).getFirst();
        around.requireRelayed(bystander);
        // The node may have dialled it meanwhile: the keys of before are perhaps gone.
        List<Message.Nodes> answer = bystander.findNode(bystander.establish(), around.distance(bystander));
        Bytes own = bystander.identity().record().encoded();
        dialogue.require(answer.stream().noneMatch(part -> part.records().contains(own)), "the asker's own record");
    }

    private static void deadEndpoint(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        int distance = around.quietDistances(1).getFirst();
        Prober nobody = dialogue.prober();
        nobody.manners().off();
        Prober subject = around.stranger(distance);
        subject.announce(nobody.local());
        introduce(dialogue, subject);
        requireLeftOut(dialogue, around, subject);
    }

    private static void unansweredPing(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        Prober subject = around.stranger(around.quietDistances(1).getFirst());
        subject.announceEndpoint();
        subject.manners().off();
        introduce(dialogue, subject);
        requireLeftOut(dialogue, around, subject);
    }

    private static void noEndpoint(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        Prober subject = around.stranger(around.quietDistances(1).getFirst());
        introduce(dialogue, subject);
        requireLeftOut(dialogue, around, subject);
    }

    /** A handshake. Whether the node will have to do with the subject is its own affair. */
    private static void introduce(Dialogue dialogue, Prober subject) {
        HandshakeDraft draft = subject.draft(subject.provoke());
        subject.adopt(draft.session());
        Bytes ping = RawMessage.ping(
                dialogue.requestId(), subject.identity().record().seq());
        subject.send(draft.packet(ping), "a handshake packet with PING");
        subject.next(dialogue.timing().silence());
    }

    /** A bystander that came later is told of: by then the node has made up its mind on the subject. */
    private static void requireLeftOut(Dialogue dialogue, Neighbourhood around, Prober subject) {
        Prober control = around.settle(around.distance(subject));
        around.requireRelayed(control);
        dialogue.require(!around.ask(around.distance(subject)).tellsOf(subject), "the node tells of it");
    }

    private static void atMost16(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        List<Integer> distances = around.quietDistances(2);
        for (int i = 0; i < CROWD; i++) {
            distances.forEach(around::settle);
        }
        int known = 0;
        for (int distance : distances) {
            known += readable(around.await(answer -> answer.records().size() >= CROWD, distance))
                    .records()
                    .size();
        }
        if (known <= FindnodeCases.RECORDS_MAX) {
            throw new NotApplicableException("the node tells of only " + known + " of " + 2 * CROWD + " bystanders");
        }
        int told = readable(around.ask(distances.getFirst(), distances.getLast()))
                .records()
                .size();
        dialogue.require(told <= FindnodeCases.RECORDS_MAX, told + " records");
    }

    private static void splitTotal(Dialogue dialogue) {
        Neighbourhood around = new Neighbourhood(dialogue);
        List<Message.Nodes> parts = readable(largeAnswer(around)).nodes();
        for (Message.Nodes part : parts) {
            dialogue.require(
                    part.total() == parts.size(), "%d NODES, and one says %d".formatted(parts.size(), part.total()));
        }
        around.asker().expectSilence("FINDNODE, after as many NODES as they say,");
    }

    private static void packetsWithin1280(Dialogue dialogue) {
        int largest = largeAnswer(new Neighbourhood(dialogue)).largest();
        dialogue.require(largest <= RawPacket.SIZE_MAX, "a packet of " + largest + " bytes");
    }

    /** An answer of several NODES, as it should be, or of one packet that is too large. */
    private static Neighbourhood.Answer largeAnswer(Neighbourhood around) {
        int distance = around.quietDistances(1).getFirst();
        for (int i = 0; i < LARGE_RECORDS; i++) {
            large(around, distance);
        }
        Neighbourhood.Answer answer = around.await(
                each -> each.records().size() >= LARGE_RECORDS || each.largest() > RawPacket.SIZE_MAX, distance);
        if (!answer.isSplit() && answer.largest() <= RawPacket.SIZE_MAX) {
            throw new NotApplicableException("the node tells of too few bystanders for a packet to be too small: "
                    + answer.records().size());
        }
        return answer;
    }

    private static Neighbourhood.Answer readable(Neighbourhood.Answer answer) {
        if (answer.largest() > RawPacket.SIZE_MAX) {
            throw new NotApplicableException("the answer came in a packet of " + answer.largest()
                    + " bytes, which findnode.packets-within-1280 judges");
        }
        return answer;
    }

    private static List<Prober> oneEach(Neighbourhood around, int count) {
        return around.quietDistances(count).stream().map(around::settle).toList();
    }

    private static Prober large(Neighbourhood around, int distance) {
        Prober bystander = around.stranger(distance);
        bystander.announceEndpoint();
        bystander.padRecord();
        around.settle(bystander);
        return bystander;
    }
}
