package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Of the answer that a command's FINDNODE or TALKREQ ends with as its last packet comes, from an honest node. */
final class AnswersWhole extends Invariant {

    private static final int RECORDS_MAX = 16;
    private static final int ANSWERS_MAX = 1_024;

    private final Wiretap wiretap;
    private final LinkedHashMap<Asked, List<Message.Nodes>> answers = new LinkedHashMap<>();
    private @Nullable Asked arriving;
    private @Nullable Bytes said;

    private record Asked(int by, RequestId id) {}

    AnswersWhole(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "An answer is whole once as many different packets of it have come as it has, and tells what was in them";
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        arriving = null;
        said = heard != null && heard.message() instanceof Message.TalkResponse talk ? talk.payload() : null;
        if (heard != null && heard.message() instanceof Message.Nodes nodes) {
            arriving = new Asked(heard.to().number(), nodes.requestId());
            answers.computeIfAbsent(arriving, unused -> new ArrayList<>()).add(nodes);
            if (answers.size() > ANSWERS_MAX) {
                answers.pollFirstEntry();
            }
        }
    }

    @Override
    public void settled(HonestNode node) {
        arriving = null;
        said = null;
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (!(output instanceof Output.Completed completed)
                || !(completed.outcome() instanceof Outcome.Answered answered)) {
            return;
        }
        if (answered.answer() instanceof Answer.Talk talk
                && said != null
                && !talk.payload().equals(said)) {
            throw violation(by, "to a TALKREQ it was told %s, and tells %s".formatted(said, talk.payload()));
        }
        if (answered.answer() instanceof Answer.Nodes nodes && nodes.complete() && arriving != null) {
            judge(by, nodes.records(), new LinkedHashSet<>(answers.getOrDefault(arriving, List.of())));
        }
    }

    private void judge(HonestNode by, List<NodeRecord> told, Set<Message.Nodes> packets) {
        // Who is asked a second time may answer again, and otherwise: nobody can tell those packets apart.
        boolean answeredTwice = packets.stream().anyMatch(packet -> packet.total() < packets.size());
        if (told.size() >= RECORDS_MAX || answeredTwice) {
            return;
        }
        Set<NodeId> ids = new LinkedHashSet<>();
        told.forEach(record -> ids.add(record.nodeId()));
        for (Message.Nodes packet : packets) {
            if (packet.total() > packets.size()) {
                throw violation(by, "%d of %d packets make an answer".formatted(packets.size(), packet.total()));
            }
            for (Bytes encoded : packet.records()) {
                if (world.decode(encoded) instanceof DecodedRecord.Valid valid
                        && !ids.contains(valid.record().nodeId())) {
                    throw violation(by, "its answer lacks " + valid.record().nodeId());
                }
            }
        }
    }
}
