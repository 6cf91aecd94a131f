package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.RequestLimits;
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
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Of the answer of an honest node to a command's FINDNODE or TALKREQ. */
final class AnswersWhole extends Invariant {

    private static final int RECORDS_MAX = 16;
    private static final int ANSWERS_MAX = 1_024;

    /** A timer is a millisecond late at most, and one may wait for another. */
    private static final long GRACE_MS = 50;

    private final Wiretap wiretap;
    private final LinkedHashMap<Asked, Packets> answers = new LinkedHashMap<>();
    /** The FINDNODEs that went out as their command was given. */
    private final Map<Command, Question> questions = new LinkedHashMap<>();

    private @Nullable Command starting;
    private List<Endpoint> startingTo = List.of();
    private @Nullable Asked arriving;
    private @Nullable Bytes said;

    private record Asked(int by, RequestId id) {}

    private record Question(Asked asked, List<Endpoint> to, long sinceMs) {}

    private static final class Packets {
        final List<Message.Nodes> all = new ArrayList<>();
        long latestMs;
        /** What comes from elsewhere is no part of the answer. */
        final Set<Endpoint> from = new LinkedHashSet<>();
    }

    AnswersWhole(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "An answer is whole once as many different packets of it have come as it has, and tells what was in them;"
                + " one that lacks some is taken as it is %d ms after the last"
                        .formatted(world.limits().requests().restMs());
    }

    @Override
    public void asked(HonestNode by, long command, Contact to) {
        starting = new Command(by.number(), command);
        startingTo = to.endpoints();
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (starting != null && said != null && said.message() instanceof Message.FindNode question) {
            Asked asked = new Asked(said.by().number(), question.requestId());
            questions.put(starting, new Question(asked, startingTo, world.nowMs()));
        }
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        arriving = null;
        said = heard != null && heard.message() instanceof Message.TalkResponse talk ? talk.payload() : null;
        if (heard != null && heard.message() instanceof Message.Nodes nodes) {
            arriving = new Asked(heard.to().number(), nodes.requestId());
            Packets packets = answers.computeIfAbsent(arriving, unused -> new Packets());
            packets.all.add(nodes);
            packets.latestMs = world.nowMs();
            packets.from.add(from);
            if (answers.size() > ANSWERS_MAX) {
                answers.pollFirstEntry();
            }
        }
    }

    @Override
    public void settled(HonestNode node) {
        arriving = null;
        said = null;
        starting = null;
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (!(output instanceof Output.Completed completed)) {
            return;
        }
        Question question = questions.remove(new Command(by.number(), completed.command()));
        if (!(completed.outcome() instanceof Outcome.Answered answered)) {
            return;
        }
        if (answered.answer() instanceof Answer.Talk talk
                && said != null
                && !talk.payload().equals(said)) {
            throw violation(by, "to a TALKREQ it was told %s, and tells %s".formatted(said, talk.payload()));
        }
        if (answered.answer() instanceof Answer.Nodes nodes) {
            if (nodes.complete() && arriving != null) {
                judge(by, nodes.records(), new LinkedHashSet<>(packets(arriving).all));
            } else if (!nodes.complete() && question != null) {
                judgeWait(by, question);
            }
        }
    }

    private Packets packets(Asked question) {
        return answers.getOrDefault(question, new Packets());
    }

    private void judgeWait(HonestNode by, Question question) {
        Packets packets = packets(question.asked());
        if (!question.to().containsAll(packets.from)) {
            return;
        }
        RequestLimits limits = world.limits().requests();
        long waitedMs = world.nowMs() - packets.latestMs;
        boolean outOfTime = world.nowMs() - question.sinceMs() >= limits.overallMs();
        if ((waitedMs < limits.restMs() && !outOfTime) || waitedMs > limits.restMs() + GRACE_MS) {
            throw violation(by, "it waited %d ms for the rest of an answer".formatted(waitedMs));
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

    @Override
    public void stopped(HonestNode node) {
        questions.keySet().removeIf(command -> command.node() == node.number());
    }
}
