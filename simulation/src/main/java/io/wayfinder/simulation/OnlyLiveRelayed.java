package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** By what went over the wire, not by what the node believes. */
final class OnlyLiveRelayed extends Invariant {

    private static final int QUESTIONS_MAX = 4_096;

    private final Wiretap wiretap;
    private final LastHeard lastHeard;
    private final long relayedMs;
    private final LinkedHashMap<Asked, List<Integer>> questions = new LinkedHashMap<>();

    private record Asked(int by, int of, RequestId id) {}

    OnlyLiveRelayed(World world, Wiretap wiretap, LastHeard lastHeard) {
        super(world);
        this.wiretap = wiretap;
        this.lastHeard = lastHeard;
        this.relayedMs = new Patience(world.limits().table(), world.limits().requests()).relayedMs();
    }

    @Override
    String claim() {
        return "Only live nodes are relayed: heard from lately where their record says, at a distance asked for, never the asker";
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null || said.message() == null) {
            return;
        }
        if (said.message() instanceof Message.FindNode question) {
            questions.putLast(
                    new Asked(said.by().number(), said.to().number(), question.requestId()), question.distances());
            if (questions.size() > QUESTIONS_MAX) {
                questions.pollFirstEntry();
            }
        } else if (said.message() instanceof Message.Nodes nodes) {
            Asked asked = new Asked(said.to().number(), said.by().number(), nodes.requestId());
            List<Integer> distances = questions.get(asked);
            nodes.records().forEach(record -> judge(said, record, distances));
        }
    }

    private void judge(Overheard said, Bytes encoded, @Nullable List<Integer> distances) {
        HonestNode by = said.by();
        if (!(world.decode(encoded) instanceof DecodedRecord.Valid valid)) {
            throw violation(by, "it relays what is no record");
        }
        NodeRecord record = valid.record();
        int distance = Metric.logDistance(by.id(), record.nodeId());
        if (distances != null && !distances.contains(distance)) {
            throw violation(by, "it relays a node %d away, asked for %s".formatted(distance, distances));
        }
        if (record.nodeId().equals(said.to().id())) {
            throw violation(
                    by, "it relays node %d to itself".formatted(said.to().number()));
        }
        if (distance != 0 && lastHeard.agoMs(by, record) > relayedMs) {
            throw violation(by, "it relays %s, which has not answered it lately".formatted(record.nodeId()));
        }
    }
}
