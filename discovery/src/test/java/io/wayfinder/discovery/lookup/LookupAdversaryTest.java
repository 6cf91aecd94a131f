package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Peers that lie. */
class LookupAdversaryTest {

    private static final NodeId LOCAL = TestRecords.id(0);
    private static final NodeId TARGET = TestRecords.id(1);

    /** Farthest from the target first. */
    private static List<NodeRecord> approaching(int count) {
        List<NodeRecord> nodes = new ArrayList<>(TestRecords.first(count + 2).subList(2, count + 2));
        nodes.sort((a, b) -> Distance.compare(TARGET, b.nodeId(), a.nodeId()));
        return nodes;
    }

    @Test
    void everNearerNodesDoNotKeepItAliveBeyondItsRequests() {
        List<NodeRecord> nodes = approaching(4_000);
        int[] given = {16};
        Lookup lookup = new Lookup(0, LOCAL, TARGET, nodes.subList(0, 16), LookupLimits.DEFAULT, record -> true);
        LookupRun run = LookupRun.of(
                lookup,
                query -> {
                    given[0] += 16;
                    return Optional.of(nodes.subList(given[0] - 16, given[0]));
                },
                query -> 10);
        assertEquals(128, run.asked.size());
        assertEquals(16, lookup.result().size());
    }

    @Test
    void nearerNodesThatNeverAnswerCostTimeButNotTheResult() {
        List<NodeRecord> nodes = approaching(4_000);
        List<NodeRecord> honest = nodes.subList(0, 40);
        int[] given = {1_000};
        Lookup lookup = new Lookup(0, LOCAL, TARGET, honest.subList(0, 20), LookupLimits.DEFAULT, record -> true);
        LookupRun run = LookupRun.of(
                lookup,
                query -> {
                    if (!honest.contains(query.to())) {
                        return Optional.empty();
                    }
                    given[0] += 4;
                    return Optional.of(nodes.subList(given[0] - 4, given[0]));
                },
                query -> 10);
        assertTrue(run.asked.size() <= 128 && run.endedMs <= 30_000);
        assertEquals(16, lookup.result().size());
        assertTrue(honest.containsAll(lookup.result()));
    }

    @Test
    void anAnswerOfThousandsOfRecordsCountsAsSixteen() {
        List<NodeRecord> nodes = approaching(4_000);
        // None is wanted, so that all that were taken over are asked.
        Lookup lookup = new Lookup(0, LOCAL, TARGET, nodes.subList(0, 1), LookupLimits.DEFAULT, record -> false);
        LookupRun run = LookupRun.of(
                lookup,
                query -> Optional.of(query.to().equals(nodes.get(0)) ? nodes.subList(1, 4_000) : List.of()),
                query -> 10);
        assertEquals(17, run.asked.size());
    }

    @Test
    void seedsAreBoundedToTheNearest() {
        List<NodeRecord> nodes = approaching(1_000);
        Lookup lookup = new Lookup(0, LOCAL, TARGET, nodes, LookupLimits.DEFAULT, record -> false);
        LookupRun run = LookupRun.of(lookup, query -> Optional.of(List.of()), query -> 10);
        assertEquals(64, run.asked.size());
        assertTrue(
                run.asked.stream().allMatch(query -> nodes.subList(936, 1_000).contains(query.to())));
    }

    /** Six nodes in ten name only their own kind, and of it those nearest to the target. */
    @Test
    void disjointPathsFindTheTargetWhereCollusionHidesIt() {
        int plain = found(1);
        int disjoint = found(3);
        System.out.println("target found among colluders, of 50: plain " + plain + ", 3 disjoint paths " + disjoint);
        assertTrue(disjoint >= 49, "found " + disjoint);
        assertTrue(disjoint >= plain + 5, "found " + disjoint + " and " + plain);
    }

    private static int found(int paths) {
        KademliaNetwork network = new KademliaNetwork(2_000, 11);
        SplittableRandom random = new SplittableRandom(5);
        int found = 0;
        for (int round = 0; round < 50; round++) {
            long salt = random.nextLong();
            Set<NodeId> liars = new HashSet<>();
            for (NodeRecord node : network.nodes) {
                if (new SplittableRandom(node.nodeId().w3() ^ salt).nextDouble() < 0.6) {
                    liars.add(node.nodeId());
                }
            }
            List<NodeRecord> honest = network.nearest(LOCAL, 2_000, record -> !liars.contains(record.nodeId()));
            NodeId local = honest.get(random.nextInt(honest.size())).nodeId();
            NodeId target = honest.get(random.nextInt(honest.size())).nodeId();
            List<NodeRecord> lie = network.nearest(target, 16, record -> liars.contains(record.nodeId()));
            Lookup lookup = new Lookup(
                    0,
                    local,
                    target,
                    network.seeds(local, target),
                    LookupLimits.DEFAULT.withPaths(paths),
                    record -> true);
            LookupRun.of(
                    lookup,
                    query -> Optional.of(liars.contains(query.to().nodeId()) ? lie : network.findNode(query)),
                    query -> 10);
            found += local.equals(target) || lookup.result().get(0).nodeId().equals(target) ? 1 : 0;
        }
        return found;
    }
}
