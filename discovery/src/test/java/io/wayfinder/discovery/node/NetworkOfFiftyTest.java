package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Fifty nodes with real cryptography in virtual time: the tables fill, lookups find, news spreads, the dead leave. */
class NetworkOfFiftyTest {

    private static final int NODES = 50;

    @Test
    void tablesFillInSecondsAndAQuietNetworkSaysLittle() {
        VirtualNetwork network = start(50, NODES);
        long tookMs =
                network.runUntil(20_000, () -> network.nodes.stream().allMatch(node -> hasFullTable(network, node)));
        System.out.println(
                "50 nodes: full tables after " + tookMs + " ms of virtual time, " + packets(network) + " packets");
        assertTrue(tookMs < 3_000, () -> "took " + tookMs + " ms");

        network.runFor(300_000);
        long before = packets(network);
        network.runFor(300_000);
        long perNodeAndMinute = (packets(network) - before) / NODES / 5;
        System.out.println("50 nodes: " + perNodeAndMinute + " packets a node and minute once settled");
        assertTrue(perNodeAndMinute < 100, () -> perNodeAndMinute + " packets a node and minute");
    }

    @Test
    void lookupsFindTheTrueClosestAndNewsReachesEveryResolver() {
        VirtualNetwork network = start(51, NODES);
        network.runFor(10_000);
        lookupsFindTheTrueClosest(network);
        newsReachesEveryResolver(network);
    }

    private static void lookupsFindTheTrueClosest(VirtualNetwork network) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20; i++) {
            VirtualNode asker = network.nodes.get(random.nextInt(NODES));
            NodeId target = new NodeId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            int paths = 1 + i % 3;
            long command = asker.core.lookup(network.nowMs(), target, paths, record -> true);
            network.collect(asker);
            network.runUntil(5_000, () -> asker.hasTold(Output.LookedUp.class, end -> end.command() == command));
            Output.LookedUp end = asker.told(Output.LookedUp.class).getLast();
            assertEquals(closest(network, asker, target), end.nearest());
            assertTrue(end.queries() < NODES && end.hops() > 0 && !end.cancelled());
        }
    }

    private static void newsReachesEveryResolver(VirtualNetwork network) {
        VirtualNode changed = network.nodes.get(17);
        NodeRecord newer = VirtualNode.record(VirtualNetwork.CURVE, changed.key, 9, changed.endpoint);
        changed.core.announce(network.nowMs(), newer);
        network.collect(changed);
        for (VirtualNode resolver : network.nodes) {
            resolver.core.resolve(network.nowMs(), changed.id());
            network.collect(resolver);
        }
        network.runFor(5_000);
        for (VirtualNode resolver : network.nodes) {
            assertEquals(
                    Optional.of(newer),
                    resolver.told(Output.Resolved.class).getFirst().record());
        }
    }

    @Test
    void deadThirdLeavesTheAnswersAndTheLookups() {
        VirtualNetwork network = start(53, NODES);
        network.runFor(10_000);
        List<VirtualNode> dead = new ArrayList<>(network.nodes.subList(20, 20 + NODES / 3));
        dead.forEach(network::kill);
        Set<NodeId> deadIds = dead.stream().map(VirtualNode::id).collect(Collectors.toSet());
        List<VirtualNode> living =
                network.nodes.stream().filter(node -> node.alive).toList();
        long tookMs = network.runUntil(
                1_800_000,
                () -> living.stream()
                        .noneMatch(node -> node.core.tableEntries().stream()
                                .anyMatch(entry -> entry.live()
                                        && deadIds.contains(entry.record().nodeId()))));
        System.out.println("50 nodes: a dead third is gone from all answers after " + tookMs + " ms");
        assertTrue(tookMs < 900_000, () -> "took " + tookMs + " ms");
        VirtualNode asker = living.getFirst();
        NodeId target = dead.getFirst().id();
        asker.core.lookup(network.nowMs(), target, 1, record -> true);
        network.collect(asker);
        network.runFor(10_000);
        assertEquals(
                closest(network, asker, target),
                asker.told(Output.LookedUp.class).getFirst().nearest());
    }

    @Test
    void lossyNetworkFillsItsTablesToo() {
        VirtualNetwork network = start(54, NODES);
        network.loss = 0.1;
        long tookMs =
                network.runUntil(120_000, () -> network.nodes.stream().allMatch(node -> hasFullTable(network, node)));
        System.out.println("50 nodes, 10 % loss: full tables after " + tookMs + " ms");
    }

    @Test
    void sameSeedGivesTheSameTrace() {
        long trace = trace(99);
        assertEquals(trace, trace(99));
        assertNotEquals(trace, trace(100));
    }

    private static long trace(long seed) {
        VirtualNetwork network = start(seed, 16);
        network.loss = 0.02;
        network.runFor(3_000);
        assertTrue(packets(network) > 1_000);
        return network.trace();
    }

    private static VirtualNetwork start(long seed, int size) {
        VirtualNetwork network = new VirtualNetwork(seed);
        VirtualNode bootnode = network.add();
        for (int i = 1; i < size; i++) {
            network.add(bootnode.contact());
        }
        return network;
    }

    /** Each bucket has all the nodes that exist for it, or 16 of them, live. */
    private static boolean hasFullTable(VirtualNetwork network, VirtualNode node) {
        TreeMap<Integer, Integer> missing = new TreeMap<>();
        for (VirtualNode other : network.nodes) {
            if (other != node) {
                missing.merge(Distance.log(node.id(), other.id()), 1, Integer::sum);
            }
        }
        missing.replaceAll((distance, existing) -> Math.min(existing, 16));
        for (TableEntry entry : node.core.tableEntries()) {
            missing.merge(entry.bucket(), entry.live() ? -1 : 0, Integer::sum);
        }
        return missing.values().stream().allMatch(left -> left == 0);
    }

    private static List<NodeRecord> closest(VirtualNetwork network, VirtualNode asker, NodeId target) {
        return network.nodes.stream()
                .filter(node -> node != asker && node.alive)
                .map(VirtualNode::record)
                .sorted((a, b) -> Distance.compare(target, a.nodeId(), b.nodeId()))
                .limit(16)
                .toList();
    }

    private static long packets(VirtualNetwork network) {
        return network.nodes.stream().mapToLong(node -> node.packetsSent).sum();
    }
}
