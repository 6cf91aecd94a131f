package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What lookups cost and find in networks of ideal tables. */
class LookupNetworkTest {

    private static final int ROUNDS = 100;

    /** Means over the rounds, but for those that say otherwise. */
    private record Figures(
            double overlap, int overlapWorst, double queries, int queriesMost, int hopsMost, double ms) {}

    @Test
    void lookupInAThousandFindsTheNearest() {
        Figures figures = measure(1_000, 0, 0, LookupLimits.DEFAULT);
        assertTrue(figures.overlap >= 15.99 && figures.overlapWorst >= 15, figures::toString);
        assertTrue(figures.queries <= 18.5 && figures.queriesMost <= 21 && figures.hopsMost <= 4, figures::toString);
    }

    @Test
    void lookupInFiveThousandFindsTheNearest() {
        Figures figures = measure(5_000, 0, 0, LookupLimits.DEFAULT);
        assertTrue(figures.overlap >= 15.97 && figures.overlapWorst >= 14, figures::toString);
        assertTrue(figures.queries <= 19.5 && figures.queriesMost <= 24 && figures.hopsMost <= 5, figures::toString);
    }

    @Test
    void lookupAmongTheDeadFindsTheLiving() {
        Figures figures = measure(5_000, 0.3, 0, LookupLimits.DEFAULT);
        assertTrue(figures.overlap >= 15.6, figures::toString);
        assertTrue(figures.queries <= 28 && figures.queriesMost <= 45, figures::toString);
        // Not one time-out after another: 6,800 ms when the dead are replaced only once they have failed.
        assertTrue(figures.ms <= 3.75 * 1_000, figures::toString);
    }

    @Test
    void lostPacketsCostTimeButFewResults() {
        Figures figures = measure(5_000, 0, 0.02, LookupLimits.DEFAULT);
        assertTrue(figures.overlap >= 15.5 && figures.queries <= 21 && figures.ms <= 1_000, figures::toString);
    }

    @Test
    void disjointPathsFindTheNearestForTheirPrice() {
        Figures figures = measure(5_000, 0, 0, LookupLimits.DEFAULT.withPaths(3));
        assertTrue(figures.overlap >= 15.99, figures::toString);
        assertTrue(figures.queries <= 3 * 19.5 && figures.ms <= 500, figures::toString);
    }

    @Test
    void lookupInASmallNetworkAsksEverybodyOnce() {
        KademliaNetwork network = new KademliaNetwork(12, 5);
        NodeId local = network.nodes.get(0).nodeId();
        NodeId target = network.nodes.get(7).nodeId();
        List<NodeRecord> seeds = network.seeds(local, target);
        Lookup lookup = new Lookup(0, local, target, seeds, LookupLimits.DEFAULT, record -> true);
        LookupRun run = LookupRun.of(lookup, query -> Optional.of(network.findNode(query)), query -> 50);
        assertEquals(11, run.asked.size());
        assertEquals(network.nearest(target, 12, record -> !record.nodeId().equals(local)), lookup.result());
    }

    @Test
    void wantedNodesFillTheResultThoughTheyAreRare() {
        KademliaNetwork network = new KademliaNetwork(1_000, 5);
        Predicate<NodeRecord> wanted = record -> (record.nodeId().w3() & 7) == 0;
        SplittableRandom random = new SplittableRandom(1);
        int overlap = 0;
        for (int round = 0; round < 20; round++) {
            NodeId local = network.nodes.get(random.nextInt(1_000)).nodeId();
            NodeId target = randomId(random);
            Lookup lookup = new Lookup(0, local, target, network.seeds(local, target), LookupLimits.DEFAULT, wanted);
            LookupRun.of(lookup, query -> Optional.of(network.findNode(query)), query -> 50);
            assertTrue(lookup.result().stream().allMatch(wanted));
            assertTrue(lookup.queries() <= LookupLimits.DEFAULT.queriesMax());
            Set<NodeRecord> nearest = new HashSet<>(network.nearest(
                    target,
                    16,
                    record -> wanted.test(record) && !record.nodeId().equals(local)));
            overlap += (int) lookup.result().stream().filter(nearest::contains).count();
        }
        assertTrue(overlap >= 20 * 9, "overlap " + overlap / 20.0);
    }

    private static Figures measure(int size, double dead, double loss, LookupLimits limits) {
        KademliaNetwork network = new KademliaNetwork(size, 7);
        SplittableRandom random = new SplittableRandom(3);
        int overlaps = 0;
        int overlapWorst = limits.resultSize();
        int queries = 0;
        int queriesMost = 0;
        int hopsMost = 0;
        long ms = 0;
        for (int round = 0; round < ROUNDS; round++) {
            NodeId local = network.nodes.get(random.nextInt(size)).nodeId();
            NodeId target = round % 2 == 0
                    ? randomId(random)
                    : network.nodes.get(random.nextInt(size)).nodeId();
            long salt = random.nextLong();
            Predicate<NodeRecord> alive =
                    record -> new SplittableRandom(record.nodeId().w3() ^ salt).nextDouble() >= dead;
            Lookup lookup = new Lookup(0, local, target, network.seeds(local, target), limits, record -> true);
            LookupRun run = LookupRun.of(
                    lookup,
                    query -> alive.test(query.to()) && random.nextDouble() >= loss
                            ? Optional.of(network.findNode(query))
                            : Optional.empty(),
                    query -> 30 + random.nextInt(40));

            checkRules(run, local, alive, limits);
            List<NodeRecord> truth = network.nearest(
                    target, 16, record -> alive.test(record) && !record.nodeId().equals(local));
            int overlap = (int) lookup.result().stream()
                    .filter(new HashSet<>(truth)::contains)
                    .count();
            overlaps += overlap;
            overlapWorst = Math.min(overlapWorst, overlap);
            queries += lookup.queries();
            queriesMost = Math.max(queriesMost, lookup.queries());
            hopsMost = Math.max(hopsMost, lookup.hops());
            ms += run.endedMs;
        }
        Figures figures = new Figures(
                overlaps / (double) ROUNDS,
                overlapWorst,
                queries / (double) ROUNDS,
                queriesMost,
                hopsMost,
                ms / (double) ROUNDS);
        System.out.printf("%d nodes, dead %s, loss %s, paths %d: %s%n", size, dead, loss, limits.paths(), figures);
        return figures;
    }

    private static void checkRules(LookupRun run, NodeId local, Predicate<NodeRecord> alive, LookupLimits limits) {
        Set<NodeId> asked = new HashSet<>();
        run.asked.forEach(query -> assertTrue(asked.add(query.to().nodeId()), "asked twice"));
        assertTrue(!asked.contains(local), "asked itself");
        assertEquals(run.asked.size(), run.lookup.queries());
        assertTrue(run.lookup.result().stream().allMatch(alive), "a dead node among the results");
        assertTrue(run.inFlightMax <= limits.parallelism() + limits.stragglersMax() * limits.paths());
    }

    private static NodeId randomId(SplittableRandom random) {
        return new NodeId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
