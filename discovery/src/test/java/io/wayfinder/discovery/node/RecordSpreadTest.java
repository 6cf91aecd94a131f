package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a newer record gets around. */
class RecordSpreadTest {

    private final VirtualNetwork network = new VirtualNetwork(4);
    private final VirtualNode ann = network.add();
    private final VirtualNode bob = network.add(ann.contact());

    @Test
    void neighboursHaveANewRecordAtOnce() {
        network.runFor(2_000);
        NodeRecord newer = announce(bob, 7);
        network.runFor(200);
        assertEquals(Optional.of(newer), ann.core.record(bob.id()));
        assertTrue(ann.hasTold(Output.NodeSeen.class, seen -> seen.record().equals(newer)));
        assertEquals(1, ann.count("refreshes_started"));
        assertEquals(newer, ann.core.tableEntries().getFirst().record());
    }

    @Test
    void secondNewRecordRightBehindAFirstIsHadAtOnceToo() {
        network.runFor(2_000);
        announce(bob, 7);
        network.runFor(5);
        NodeRecord newest = announce(bob, 8);
        network.runFor(300);
        assertEquals(Optional.of(newest), ann.core.record(bob.id()));

        NodeRecord third = announce(bob, 9);
        network.runFor(300);
        assertEquals(Optional.of(third), ann.core.record(bob.id()));
    }

    /** Seeds 19 and 23 of the simulation's sweep: known is known, so that nobody asks for the record again. */
    @Test
    void newestKnownRecordIsTheTablesOnceItsNodeAnswers() {
        network.runFor(2_000);
        NodeRecord newer = VirtualNode.record(VirtualNetwork.CURVE, bob.key, 7, bob.endpoint);
        long question = ann.core.ask(network.nowMs(), Contact.of(newer), new Question.Ping());
        ann.core.cancel(network.nowMs(), question);
        network.collect(ann);
        assertEquals(Optional.of(newer), ann.core.record(bob.id()));
        assertEquals(1, ann.core.tableEntries().getFirst().record().seq());

        ann.core.ask(network.nowMs(), bob.contact(), new Question.Ping());
        network.collect(ann);
        network.runFor(1_000);
        assertEquals(newer, ann.core.tableEntries().getFirst().record());
    }

    @Test
    void everNewerRecordsCostABoundedNumberOfQuestions() {
        network.runFor(60_000);
        long before = ann.count("refreshes_started");
        for (int seq = 10; seq < 40; seq++) {
            announce(bob, seq);
            network.runFor(50);
        }
        assertTrue(ann.count("refreshes_started") - before <= 4, "in 1.5 s");
    }

    @Test
    void resolveGivesTheNewestRecordFromTheNodeItself() {
        network.runFor(2_000);
        NodeRecord newer = announce(bob, 7);
        ann.core.resolve(network.nowMs(), bob.id());
        network.collect(ann);
        network.runFor(1_000);
        assertEquals(
                Optional.of(newer), ann.told(Output.Resolved.class).getFirst().record());
    }

    @Test
    void resolveOfOneselfAndOfNobody() {
        network.runFor(2_000);
        ann.core.resolve(network.nowMs(), ann.id());
        ann.core.resolve(network.nowMs(), new NodeId(1, 2, 3, 4));
        network.collect(ann);
        network.runFor(3_000);
        assertEquals(
                Optional.of(ann.record()),
                ann.told(Output.Resolved.class).get(0).record());
        assertEquals(Optional.empty(), ann.told(Output.Resolved.class).get(1).record());
    }

    @Test
    void resolveOfADeadNodeGivesWhatIsHeld() {
        network.runFor(2_000);
        network.kill(bob);
        ann.core.resolve(network.nowMs(), bob.id());
        network.collect(ann);
        network.runFor(10_000);
        assertEquals(
                Optional.of(bob.record()),
                ann.told(Output.Resolved.class).getFirst().record());
    }

    @Test
    void cancelledResolveEndsAsCancelled() {
        network.runFor(2_000);
        network.kill(bob);
        long command = ann.core.resolve(network.nowMs(), bob.id());
        ann.core.cancel(network.nowMs(), command);
        network.collect(ann);
        network.runFor(10_000);
        assertTrue(ann.told(Output.Resolved.class).isEmpty());
        Output.Completed end = ann.told(Output.Completed.class).getFirst();
        assertEquals(command, end.command());
        assertInstanceOf(Outcome.Cancelled.class, end.outcome());
    }

    @Test
    void manyPingsThatTellOfANewerRecordCauseOneQuestion() {
        network.runFor(60_000);
        long before = ann.count("refreshes_started");
        NodeRecord newer = announce(bob, 9);
        for (int i = 0; i < 20; i++) {
            bob.core.ask(network.nowMs(), ann.contact(), new Question.Ping());
        }
        network.collect(bob);
        network.runFor(100);
        assertEquals(Optional.of(newer), ann.core.record(bob.id()));
        assertEquals(1, ann.count("refreshes_started") - before);
    }

    @Test
    void nodeThatDoesNotGiveTheNewerRecordThatItTellsOfIsNotAskedAgainAtEachOfItsPackets() {
        network.runFor(60_000);
        long before = ann.count("refreshes_started");
        network.tap = datagram -> datagram.to().equals(bob.endpoint) ? null : datagram;
        announce(bob, 9);
        long overallMs = Limits.DEFAULT.requests().overallMs();
        for (long ms = 0; ms < overallMs; ms += 100) {
            bob.core.ask(network.nowMs(), ann.contact(), new Question.Ping());
            network.collect(bob);
            network.runFor(100);
        }
        assertTrue(ann.hasTold(Output.NodeSilent.class, silent -> silent.id().equals(bob.id())), "it was asked");
        assertEquals(1, ann.count("refreshes_started") - before);
    }

    @Test
    void nodeThatMovesIsLiveWhereItsNewRecordSaysAndOnlyThere() {
        network.runFor(2_000);
        Endpoint there = Endpoint.parse("127.0.0.1:20000");
        network.move(bob, there);
        NodeRecord newer = VirtualNode.record(VirtualNetwork.CURVE, bob.key, 7, there);
        bob.core.announce(network.nowMs(), newer);
        network.collect(bob);
        network.runFor(8_000);
        assertEquals(newer, ann.core.tableEntries().getFirst().record());
        assertTrue(ann.core.tableEntries().getFirst().live());
        assertEquals(1, ann.core.tableEntries().size());
        assertEquals(newer, ann.told(Output.NodeAnswered.class).getLast().record());
    }

    @Test
    void recordOfAnotherKeyOrNoNewerOneIsNotAnnounced() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ann.core.announce(0, VirtualNode.record(VirtualNetwork.CURVE, bob.key, 5, bob.endpoint)));
        assertThrows(IllegalArgumentException.class, () -> ann.core.announce(0, ann.record()));
    }

    private NodeRecord announce(VirtualNode node, long seq) {
        NodeRecord newer = VirtualNode.record(VirtualNetwork.CURVE, node.key, seq, node.endpoint);
        node.core.announce(network.nowMs(), newer);
        network.collect(node);
        return newer;
    }
}
