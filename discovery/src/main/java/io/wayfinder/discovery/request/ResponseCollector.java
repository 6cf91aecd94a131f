package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/**
 * The NODES packets that answer one FINDNODE (wire, "NODES Response"). A record that is malformed, forged, at a
 * distance not asked for, or at an address its teller may not relay is dropped alone.
 */
final class ResponseCollector {

    /** Of packets, as the protocol notes have it; {@code total} may say more. */
    static final int PACKETS_MAX = 16;

    /** Of records: the number that wire recommends for a whole answer. */
    static final int RECORDS_MAX = 16;

    /** Of records, good and bad: a node may cost us this many verifications a question, and honest ones send half of it. */
    static final int EXAMINED_MAX = 2 * RECORDS_MAX;

    private final List<Integer> distances;
    private final KnownRecords known;
    private final AddressRules rules;
    private final List<Message.Nodes> packets = new ArrayList<>();
    private final LinkedHashMap<NodeId, NodeRecord> records = new LinkedHashMap<>();
    private int total = 1;
    private int examined;
    private int recordsDropped;

    ResponseCollector(List<Integer> distances, KnownRecords known, AddressRules rules) {
        this.distances = distances;
        this.known = known;
        this.rules = rules;
    }

    /** A packet from the peer that was asked; one that came before does not count again. */
    void add(Peer from, Message.Nodes packet) {
        if (isComplete() || packets.contains(packet)) {
            return;
        }
        if (packets.isEmpty()) {
            // Some say 0 for an empty answer.
            total = Math.clamp(packet.total(), 1, PACKETS_MAX);
        }
        packets.add(packet);
        for (Bytes encoded : packet.records()) {
            add(from, encoded);
        }
    }

    boolean hasPackets() {
        return !packets.isEmpty();
    }

    /** Whether nothing more is to come, or to be taken. */
    boolean isComplete() {
        return packets.size() >= total || records.size() >= RECORDS_MAX || examined >= EXAMINED_MAX;
    }

    /** At most 16 of different nodes, in the order they came. */
    List<NodeRecord> records() {
        return List.copyOf(records.sequencedValues());
    }

    int recordsDropped() {
        return recordsDropped;
    }

    private void add(Peer from, Bytes encoded) {
        // What is told may be older than what we know.
        NodeRecord record = records.size() >= RECORDS_MAX || ++examined > EXAMINED_MAX
                ? null
                : known.verify(encoded).orElse(null);
        if (record == null) {
            recordsDropped++;
            return;
        }
        int distance = Distance.log(record.nodeId(), from.id());
        if (!distances.contains(distance)
                || !rules.accepts(record, from.endpoint().address(), distance == 0)) {
            recordsDropped++;
            return;
        }
        records.put(record.nodeId(), known.keep(record));
    }
}
