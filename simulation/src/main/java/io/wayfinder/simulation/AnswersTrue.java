package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Of what a node says at once when a question reaches it. A question in a handshake packet may be refused with it, and
 * what is said once more, to a question that comes again or to a peer that has changed its keys, has been judged.
 */
final class AnswersTrue extends Invariant {

    private static final int RECORDS_MAX = 16;

    /** Longer than anyone sends a question again, and the last copy of it is on its way. */
    private static final long REMEMBERED_MS = 8_000;

    /** Every so manieth answer is compared with the table: that is dear. */
    private static final int COMPARED_EVERY = 4;

    /** A node answers for an application that it has not, when the time for that is over. */
    private static final long TALK_MS = 450;

    private final Wiretap wiretap;
    private final List<Message> answers = new ArrayList<>();
    private final Map<Asked, Long> talksDueMs = new LinkedHashMap<>();
    /** When each was last heard of, in that order. */
    private final LinkedHashMap<Asked, Long> judgedMs = new LinkedHashMap<>();

    private List<Bytes> liveBefore = List.of();
    private @Nullable Overheard question;
    private long questions;
    private boolean compared;

    private record Asked(HonestNode of, int by, RequestId id) {}

    AnswersTrue(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "A node answers what it can read: with its record's number and the endpoint that it sees, with all it has live"
                + " where asked, up to %d, in as many packets as it says, with what its application says"
                        .formatted(RECORDS_MAX);
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        question = heard != null && heard.from().equals(from) && heard.isQuestion() ? heard : null;
        answers.clear();
        if (question != null && question.message() instanceof Message.FindNode findNode) {
            compared = questions++ % COMPARED_EVERY == 0;
            liveBefore = compared ? live(question, findNode) : List.of();
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null) {
            // A packet of one who is gone was played again, and whoever is there now is answered: not to be read.
            question = question != null && by == question.to() && to.equals(question.from()) ? null : question;
            return;
        }
        if (said.message() instanceof Message.TalkResponse answer) {
            Long dueMs = talksDueMs.remove(new Asked(said.by(), said.to().number(), answer.requestId()));
            if (dueMs != null && !answer.payload().isEmpty()) {
                throw violation(said.by(), "it has no application, and answers a TALKREQ with " + answer.payload());
            }
        }
        Overheard asked = question;
        if (asked == null || said.by() != asked.to() || said.to() != asked.by()) {
            return;
        }
        if (said.packet() instanceof Packet.Whoareyou) {
            question = null;
        } else if (said.message() != null
                && asked.message() != null
                && !said.isQuestion()
                && said.message().requestId().equals(asked.message().requestId())) {
            answers.add(said.message());
        }
    }

    @Override
    public void settled(HonestNode node) {
        Overheard asked = question;
        question = null;
        if (asked == null
                || asked.message() == null
                || asked.to() != node
                || (answers.isEmpty() && asked.packet() instanceof Packet.Handshake)) {
            return;
        }
        Asked key = new Asked(node, asked.by().number(), asked.message().requestId());
        world.forgetOld(judgedMs, ms -> ms, REMEMBERED_MS);
        if (judgedMs.putLast(key, world.nowMs()) != null) {
            return;
        }
        switch (asked.message()) {
            case Message.FindNode findNode -> judgeNodes(asked, findNode);
            case Message.TalkRequest talk -> {
                if (answers.isEmpty()) {
                    talksDueMs.put(key, world.nowMs() + TALK_MS);
                }
                judgeTalk(asked, talk);
            }
            default -> judgePong(asked);
        }
    }

    private void judgePong(Overheard asked) {
        HonestNode node = asked.to();
        Endpoint seen = asked.from();
        boolean right = answers.size() == 1
                && answers.getFirst() instanceof Message.Pong pong
                && pong.enrSeq() == node.record().seq()
                && pong.ip().equals(seen.address().bytes())
                && pong.port() == seen.port();
        if (!right) {
            throw violation(node, "to a PING from %s it says %s".formatted(seen, answers));
        }
    }

    /** Whom it has no record of it cannot name to its application. */
    private void judgeTalk(Overheard asked, Message.TalkRequest talk) {
        HonestNode node = asked.to();
        if (node.answersTalks() && node.core().record(asked.by().id()).isPresent()) {
            Message right = new Message.TalkResponse(talk.requestId(), talk.payload());
            if (!answers.equals(List.of(right))) {
                throw violation(node, "to the TALKREQ %s it says %s".formatted(talk, answers));
            }
        }
    }

    private void judgeNodes(Overheard asked, Message.FindNode findNode) {
        HonestNode node = asked.to();
        List<Bytes> told = new ArrayList<>();
        for (Message answer : answers) {
            if (!(answer instanceof Message.Nodes nodes) || nodes.total() != answers.size()) {
                throw violation(node, "an answer in %d packets says otherwise".formatted(answers.size()));
            }
            told.addAll(nodes.records());
        }
        if (answers.isEmpty() || told.size() > RECORDS_MAX) {
            throw violation(node, "%d records in %d packets".formatted(told.size(), answers.size()));
        }
        if (told.size() == RECORDS_MAX || !compared) {
            return;
        }
        for (Bytes record : live(asked, findNode)) {
            if (liveBefore.contains(record) && !told.contains(record)) {
                throw violation(
                        node, "to %s it tells %d records, and not all".formatted(findNode.distances(), told.size()));
            }
        }
    }

    /** What it has to tell: its own record for distance 0, live entries for the others. */
    private static List<Bytes> live(Overheard asked, Message.FindNode findNode) {
        HonestNode node = asked.to();
        List<Bytes> records = new ArrayList<>();
        if (findNode.distances().contains(0)) {
            records.add(node.record().encoded());
        }
        if (findNode.distances().size() == 1 && !records.isEmpty()) {
            return records;
        }
        for (TableEntry entry : node.core().tableEntries()) {
            if (entry.live()
                    && findNode.distances().contains(entry.bucket())
                    && !entry.record().nodeId().equals(asked.by().id())) {
                records.add(entry.record().encoded());
            }
        }
        return records;
    }

    @Override
    public void stopped(HonestNode node) {
        talksDueMs.keySet().removeIf(talk -> talk.of() == node);
    }

    @Override
    void inspect() {
        talksDueMs.forEach((talk, dueMs) -> {
            if (dueMs < world.nowMs() && !lacksSession(talk.of())) {
                throw violation(talk.of(), "it leaves a TALKREQ without an answer");
            }
        });
    }

    /** Where there is little room a session may have to go while the application thinks. */
    private static boolean lacksSession(HonestNode node) {
        return node.count("answers_unsent") > 0;
    }
}
