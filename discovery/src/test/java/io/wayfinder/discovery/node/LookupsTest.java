package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lookup commands: their bound, their end, their cancelling. */
class LookupsTest {

    private static final NodeId TARGET = new NodeId(5, 6, 7, 8);

    private final VirtualNetwork network = new VirtualNetwork(5);

    private void joinBy(VirtualNode bootnode, int newcomers) {
        for (int i = 0; i < newcomers; i++) {
            network.add(bootnode.contact());
        }
    }

    @Test
    void lookupOverTheBoundEndsAsBusyAndTheNextOneRuns() {
        VirtualNode other = network.add();
        Limits few = Limits.DEFAULT.withLookupsAtOnce(2);
        VirtualNode node = network.add(Endpoint.parse("127.0.0.1:9000"), VirtualNetwork.LOOPBACK, few, other.contact());
        network.runFor(5_000);
        node.core.lookup(network.nowMs(), TARGET, 1, record -> true);
        node.core.resolve(network.nowMs(), TARGET);
        long third = node.core.lookup(network.nowMs(), TARGET, 1, record -> true);
        long fourth = node.core.resolve(network.nowMs(), TARGET);
        network.collect(node);
        assertEquals(
                List.of(
                        new Output.Completed(third, new Outcome.Busy()),
                        new Output.Completed(fourth, new Outcome.Busy())),
                node.told(Output.Completed.class));
        network.runFor(2_000);
        assertEquals(1, node.told(Output.LookedUp.class).size());
        assertEquals(1, node.told(Output.Resolved.class).size());
        node.core.lookup(network.nowMs(), TARGET, 1, record -> true);
        network.collect(node);
        network.runFor(2_000);
        assertEquals(2, node.told(Output.LookedUp.class).size());
        assertEquals(2, node.count("lookups_refused"));
    }

    @Test
    void resolveGivesWhatTheNodeItselfBroughtWhileNobodyKnewIt() {
        VirtualNode other = network.add();
        VirtualNode node = network.add(other.contact());
        network.runFor(5_000);
        network.kill(other);
        VirtualNode newcomer = network.add(node.contact());
        long command = node.core.resolve(network.nowMs(), newcomer.id());
        network.collect(node);
        network.runFor(3_000);
        assertEquals(
                List.of(new Output.Resolved(command, Optional.of(newcomer.core.localRecord()))),
                node.told(Output.Resolved.class));
    }

    @Test
    void cancelledLookupGivesWhatItFoundAndSaysSo() {
        VirtualNode other = network.add();
        VirtualNode node = network.add(other.contact());
        network.runFor(5_000);
        network.kill(other);
        long command = node.core.lookup(network.nowMs(), TARGET, 1, record -> true);
        network.collect(node);
        network.runFor(100);
        assertTrue(node.told(Output.LookedUp.class).isEmpty());
        node.core.cancel(network.nowMs(), command);
        node.core.cancel(network.nowMs(), command);
        network.collect(node);
        assertEquals(List.of(new Output.LookedUp(command, List.of(), 1, 0, true)), node.told(Output.LookedUp.class));
        assertEquals(1, node.count("lookups_cancelled"));
    }

    @Test
    void bucketRefreshAsksFewerThanALookup() {
        VirtualNode bootnode = network.add();
        joinBy(bootnode, 39);
        network.runFor(300_000);
        long lookups = bootnode.count("lookups_finished");
        long queries = bootnode.count("lookups_queries");
        network.runFor(1_800_000);
        lookups = bootnode.count("lookups_finished") - lookups;
        queries = bootnode.count("lookups_queries") - queries;
        // One in three or four is for the own ID, and asks 16.
        assertTrue(lookups >= 12 && queries < 14 * lookups, queries + " queries in " + lookups + " lookups");
    }

    @Test
    void lookupOfALonelyNodeEndsAtOnceAndEmpty() {
        VirtualNode node = network.add();
        long command = node.core.lookup(network.nowMs(), TARGET, 3, record -> true);
        network.collect(node);
        assertEquals(List.of(new Output.LookedUp(command, List.of(), 0, 0, false)), node.told(Output.LookedUp.class));
    }

    @Test
    void onlyWantedNodesAreInTheResult() {
        VirtualNode bootnode = network.add();
        joinBy(bootnode, 5);
        network.runFor(5_000);
        NodeId wanted = network.nodes.get(3).id();
        bootnode.core.lookup(
                network.nowMs(), TARGET, 1, record -> record.nodeId().equals(wanted));
        network.collect(bootnode);
        network.runFor(2_000);
        assertEquals(
                List.of(network.nodes.get(3).record()),
                bootnode.told(Output.LookedUp.class).getFirst().nearest());
    }

    @Test
    void bootnodesHelpOutALookupBeforeTheTableHasAnybody() {
        VirtualNode bootnode = network.add();
        network.add(bootnode.contact());
        network.runFor(5_000);
        VirtualNode node = network.add(bootnode.contact());
        node.core.lookup(network.nowMs(), TARGET, 1, record -> true);
        network.collect(node);
        network.runFor(3_000);
        Output.LookedUp end = node.told(Output.LookedUp.class).getFirst();
        assertInstanceOf(List.class, end.nearest());
        assertEquals(2, end.nearest().size());
    }
}
