package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Two nodes: what one asks, the other answers. */
class ConversationTest {

    private static final Bytes PROTOCOL = Bytes.of(0x63, 0x68, 0x61, 0x74);

    private final VirtualNetwork network = new VirtualNetwork(1);
    private final VirtualNode ann = network.add();
    private final VirtualNode bob = network.add();

    @Test
    void pongTellsTheAskerItsEndpointAndTheSequenceNumber() {
        Answer.Pong pong = assertInstanceOf(Answer.Pong.class, answer(ask(new Question.Ping())));
        assertEquals(ann.endpoint, pong.recipient());
        assertEquals(bob.record().seq(), pong.enrSeq());
    }

    @Test
    void distanceZeroIsAnsweredWithTheOwnRecord() {
        Answer.Nodes nodes = assertInstanceOf(Answer.Nodes.class, answer(ask(new Question.FindNode(List.of(0)))));
        assertEquals(List.of(bob.record()), nodes.records());
        assertTrue(nodes.complete());
    }

    @Test
    void talkRequestGoesToTheApplicationAndItsAnswerBack() {
        long command = ask(new Question.Talk(PROTOCOL, Bytes.of(1, 2, 3)));
        network.runUntil(100, () -> !bob.told(Output.TalkRequested.class).isEmpty());
        Output.TalkRequested talk = bob.told(Output.TalkRequested.class).getFirst();
        assertEquals(PROTOCOL, talk.protocol());
        assertEquals(Bytes.of(1, 2, 3), talk.payload());
        assertEquals(ann.id(), talk.from().id());
        assertEquals(ann.endpoint, talk.from().endpoints().getFirst());
        assertTrue(bob.core.answerTalk(network.nowMs(), talk.talk(), Bytes.of(9)));
        network.collect(bob);
        assertEquals(new Answer.Talk(Bytes.of(9)), answer(command));
        assertFalse(bob.core.answerTalk(network.nowMs(), talk.talk(), Bytes.of(9)), "answered twice");
    }

    @Test
    void unansweredTalkRequestGetsTheEmptyAnswerInTime() {
        long command = ask(new Question.Talk(PROTOCOL, Bytes.of(1)));
        network.runFor(Talks.ANSWER_MS + 100);
        assertEquals(new Answer.Talk(Bytes.EMPTY), answer(command));
        long talk = bob.told(Output.TalkRequested.class).getFirst().talk();
        assertFalse(bob.core.answerTalk(network.nowMs(), talk, Bytes.of(9)));
        assertEquals(1, bob.count("talks_expired"));
    }

    @Test
    void talkAnswerThatDoesNotFitIsRefusedAndMayBeGivenShorter() {
        long command = ask(new Question.Talk(PROTOCOL, Bytes.of(1)));
        network.runUntil(100, () -> !bob.told(Output.TalkRequested.class).isEmpty());
        long talk = bob.told(Output.TalkRequested.class).getFirst().talk();
        assertThrows(
                IllegalArgumentException.class,
                () -> bob.core.answerTalk(network.nowMs(), talk, Bytes.wrap(new byte[1_280])));
        assertTrue(bob.core.answerTalk(network.nowMs(), talk, Bytes.of(7)));
        network.collect(bob);
        assertEquals(new Answer.Talk(Bytes.of(7)), answer(command));
    }

    @Test
    void talkRequestsOverTheBoundGetTheEmptyAnswerAtOnce() {
        Limits few = Limits.DEFAULT.withTalksPending(2);
        VirtualNode busy = network.add(Endpoint.parse("127.0.0.1:9000"), VirtualNetwork.LOOPBACK, few);
        for (int i = 0; i < 3; i++) {
            ann.core.ask(network.nowMs(), busy.contact(), new Question.Talk(PROTOCOL, Bytes.of(i)));
        }
        network.collect(ann);
        network.runFor(200);
        assertEquals(2, busy.told(Output.TalkRequested.class).size());
        assertEquals(1, busy.count("talks_refused"));
        assertEquals(1, ann.told(Output.Completed.class).size());
    }

    @Test
    void silenceIsATimeOut() {
        network.kill(bob);
        long command = ask(new Question.Ping());
        network.runFor(5_000);
        assertInstanceOf(Outcome.TimedOut.class, outcome(command));
        assertTrue(ann.hasTold(Output.NodeSilent.class, silent -> silent.id().equals(bob.id())));
    }

    @Test
    void nodeDoesNotAskItself() {
        long command = ann.core.ask(network.nowMs(), ann.contact(), new Question.Ping());
        network.collect(ann);
        assertInstanceOf(Outcome.Unreachable.class, outcome(command));
        assertTrue(ann.told(Output.NodeSilent.class).isEmpty(), "nobody was asked");
    }

    @Test
    void cancelledRequestEndsAsCancelledAndOnlyOnce() {
        long command = ask(new Question.Ping());
        ann.core.cancel(network.nowMs(), command);
        ann.core.cancel(network.nowMs(), command);
        network.collect(ann);
        network.runFor(3_000);
        assertInstanceOf(Outcome.Cancelled.class, outcome(command));
    }

    @Test
    void requestsOfANewNodeAreAnsweredThoughItNeverPinged() {
        long first = ask(new Question.FindNode(List.of(256, 255)));
        long second = ask(new Question.Talk(PROTOCOL, Bytes.EMPTY));
        network.runFor(Talks.ANSWER_MS + 100);
        assertInstanceOf(Answer.Nodes.class, answer(first));
        assertInstanceOf(Answer.Talk.class, answer(second));
    }

    private long ask(Question question) {
        long command = ann.core.ask(network.nowMs(), bob.contact(), question);
        network.collect(ann);
        return command;
    }

    private Answer answer(long command) {
        network.runFor(500);
        return assertInstanceOf(Outcome.Answered.class, outcome(command)).answer();
    }

    /** Fails unless the command ended exactly once. */
    private Outcome outcome(long command) {
        List<Output.Completed> ends = ann.told(Output.Completed.class).stream()
                .filter(end -> end.command() == command)
                .toList();
        assertEquals(1, ends.size(), () -> "ends of the command: " + ends);
        return ends.getFirst().outcome();
    }
}
