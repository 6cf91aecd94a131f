package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is believed to be there, and therefore relayed. */
class LivenessTest {

    private final VirtualNetwork network = new VirtualNetwork(2);
    private final VirtualNode node = network.add();

    @Test
    void nodeMetByItsHandshakeIsPingedSoonAndRelayed() {
        VirtualNode[] bystanders = new VirtualNode[5];
        for (int i = 0; i < bystanders.length; i++) {
            bystanders[i] = network.add();
            bystanders[i].core.ask(network.nowMs(), node.contact(), new Question.Ping());
            network.collect(bystanders[i]);
        }
        network.runFor(2_000);
        for (VirtualNode bystander : bystanders) {
            assertTrue(isLive(bystander), "met 2 s ago");
            assertTrue(bystander.count("pings_answered") > 0);
        }
        VirtualNode asker = network.add();
        List<Integer> distances = Arrays.stream(bystanders)
                .map(bystander -> Distance.log(node.id(), bystander.id()))
                .distinct()
                .toList();
        asker.core.ask(network.nowMs(), node.contact(), new Question.FindNode(distances));
        network.collect(asker);
        network.runFor(200);
        Output.Completed end = asker.told(Output.Completed.class).getFirst();
        Answer.Nodes nodes = (Answer.Nodes) ((Outcome.Answered) end.outcome()).answer();
        for (VirtualNode bystander : bystanders) {
            assertTrue(nodes.records().contains(bystander.record()));
        }
    }

    @Test
    void nodeThatSpeaksFromElsewhereThanItsRecordSaysIsNeverLive() {
        SecretKey key = network.newKey();
        NodeRecord record = VirtualNode.record(VirtualNetwork.CURVE, key, 1, Endpoint.parse("127.0.0.1:5555"));
        VirtualNode elsewhere =
                network.add(key, record, Endpoint.parse("127.0.0.1:6666"), VirtualNetwork.LOOPBACK, Limits.DEFAULT);
        elsewhere.core.ask(network.nowMs(), node.contact(), new Question.Ping());
        network.collect(elsewhere);
        network.runFor(60_000);
        assertFalse(isLive(elsewhere));
        assertTrue(node.told(Output.NodeAnswered.class).isEmpty());
        assertTrue(node.hasTold(Output.NodeSeen.class, seen -> seen.record().equals(record)), "its record is genuine");
    }

    @Test
    void deadNodeThatOthersNamedIsNeverLive() {
        VirtualNode dead = network.add();
        network.kill(dead);
        assertTrue(node.core.addNode(network.nowMs(), dead.record()));
        network.collect(node);
        network.runFor(60_000);
        assertFalse(isLive(dead));
        assertTrue(node.hasTold(Output.NodeSilent.class, silent -> silent.id().equals(dead.id())));
    }

    @Test
    void checkOfANodeThatHasMissedOneIsOneAttempt() {
        VirtualNode gone = network.add();
        assertTrue(node.core.addNode(network.nowMs(), gone.record()));
        assertTrue(node.core.addNode(network.nowMs(), network.add().record()));
        network.collect(node);
        network.runFor(100_000);
        assertTrue(isLive(gone));
        network.kill(gone);
        network.runFor(600_000);
        assertEquals(1, node.core.tableEntries().size());
        assertTrue(node.hasTold(Output.NodeSilent.class, silent -> silent.id().equals(gone.id())));
        long silences = node.count("requests_ended{outcome=\"timed_out\"}");
        long resent = node.count("requests_resent");
        int repetitions = Limits.DEFAULT.requests().attempts() - 1;
        assertTrue(resent >= repetitions, resent + " at the first miss");
        assertTrue(resent <= repetitions * (silences - 2), resent + " of " + silences + " requests");
    }

    @Test
    void addedNodeIsSeenPingedAndLive() {
        VirtualNode other = network.add();
        assertTrue(node.core.addNode(network.nowMs(), other.record()));
        network.collect(node);
        network.runFor(1_000);
        assertTrue(isLive(other));
        assertEquals(1, node.told(Output.NodeSeen.class).size());
        assertTrue(node.core.removeNode(network.nowMs(), other.id()));
        assertFalse(isLive(other));
    }

    @Test
    void ownRecordAndOneOutsideTheRulesAreRefused() {
        NodeRecord outside =
                VirtualNode.record(VirtualNetwork.CURVE, network.newKey(), 1, Endpoint.parse("10.1.2.3:30303"));
        assertFalse(node.core.addNode(network.nowMs(), outside));
        assertFalse(node.core.addNode(network.nowMs(), node.record()));
        assertTrue(node.core.tableEntries().isEmpty());
    }

    @Test
    void bothLearnTheOtherFromOneRequest() {
        VirtualNode other = network.add();
        other.core.ask(network.nowMs(), node.contact(), new Question.Ping());
        network.collect(other);
        network.runFor(1_000);
        assertTrue(isLive(other));
        assertTrue(other.core.tableEntries().stream().anyMatch(TableEntry::live));
    }

    private boolean isLive(VirtualNode other) {
        return node.core.tableEntries().stream()
                .anyMatch(entry -> entry.live() && entry.record().nodeId().equals(other.id()));
    }
}
