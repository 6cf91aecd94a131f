package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScenariosTest {

    private static final int NODES = 20;
    private static final long FOR_MS = 150_000;

    private static Summary run(Scenario scenario, long seed) {
        Run run = new Run(scenario, seed, false);
        run.runUntil(scenario.durationMs());
        assertTrue(run.isOver());
        return run.summary();
    }

    private static Scenario small(String name) {
        return Scenarios.named(name).withNodes(NODES).joiningWithin(20_000).lasting(FOR_MS);
    }

    @TestFactory
    Stream<DynamicTest> everyScenarioIsReplayable() {
        return Scenarios.ALL.stream()
                .map(Scenario::name)
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Summary first = run(small(name), 5);
                    assertEquals(first, run(small(name), 5));
                    assertTrue(first.tables().live() > 1, first.toString());
                    assertTrue(first.datagrams().delivered() > 1_000, first.toString());
                }));
    }

    @Test
    void inASteadyNetworkEveryLookupFindsItsNode() {
        Summary summary = run(small("steady"), 1);
        assertTrue(summary.lookups().judged() > 0, summary.toString());
        assertEquals(1, summary.lookups().success(), summary.toString());
        assertEquals(1, summary.tables().fill(), 0.001, summary.toString());
        assertEquals(0, summary.datagrams().unreachable());
        assertEquals(NODES, summary.alive());
    }

    @Test
    void lossIsLost() {
        Summary summary = run(small("loss"), 1);
        double share = (double) summary.datagrams().lost()
                / (summary.datagrams().lost() + summary.datagrams().delivered());
        assertEquals(0.2, share, 0.02, summary.toString());
    }

    @Test
    void whoLeavesComesBackOrIsReplaced() {
        Scenario fast = small("fast-churn").withChurn(new Churn(20_000, 5_000, 0.5));
        Run run = new Run(fast, 1, false);
        Census census = new Census();
        run.world().watchers().add(census);
        run.runUntil(FOR_MS);
        assertTrue(census.stopped > 10, "left: " + census.stopped);
        assertTrue(census.returned > 3, "came back: " + census.returned);
        assertTrue(census.started - census.returned > 3, "new: " + (census.started - census.returned));
        assertTrue(
                run.world().alive().size() > NODES / 3,
                "there: " + run.world().alive().size());
    }

    private static final class Census implements Watcher {

        private final Set<NodeId> known = new LinkedHashSet<>();
        private int started;
        private int returned;
        private int stopped;

        @Override
        public void started(HonestNode node) {
            started++;
            returned += known.add(node.id()) ? 0 : 1;
        }

        @Override
        public void stopped(HonestNode node) {
            stopped++;
        }
    }

    @Test
    void aSplitNetworkLosesMuchAndGrowsTogetherAgain() {
        Scenario split = small("partition")
                .withSplit(new Scenario.Split(0.5, 60_000, 120_000))
                .lasting(600_000);
        Run run = new Run(split, 1, false);
        run.runUntil(60_000);
        long lostBefore = run.world().network().lost();
        run.runUntil(120_000);
        long lostWhileSplit = run.world().network().lost() - lostBefore;
        run.runUntil(600_000);
        assertTrue(lostWhileSplit > 100, "lost: " + lostWhileSplit);
        assertEquals(1, run.summary().tables().fill(), 0.1);
    }

    @Test
    void aNodeBehindAFullConeLearnsWhereItIs() {
        Scenario all = small("nat").withNats(new Scenario.NatShares(0.3, 0, 0));
        Run run = new Run(all, 1, false);
        run.runUntil(FOR_MS);
        List<HonestNode> behind =
                run.world().alive().stream().filter(node -> node.nat() != null).toList();
        assertTrue(behind.size() > 2, "behind a NAT: " + behind.size());
        for (HonestNode node : behind) {
            Endpoint said = node.record().udp4().orElseThrow();
            assertEquals(Objects.requireNonNull(node.nat()).address(), said.address());
        }
    }

    @Test
    void anUnknownNameIsToldWithThoseThatThereAre() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Scenarios.named("stormy"));
        assertTrue(String.valueOf(e.getMessage()).contains("steady, churn"), e.getMessage());
    }
}
