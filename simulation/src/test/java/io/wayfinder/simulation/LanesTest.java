package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.simulation.Scenario.NatShares;
import io.wayfinder.simulation.Scenario.Split;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final long FOR_MS = 60_000;

    /** All that a run of several lanes may have. */
    private static final Scenario SCENARIO = Scenarios.named("fast-churn")
            .withNodes(40)
            .lasting(FOR_MS)
            .joiningWithin(10_000)
            .withChurn(new Churn(20_000, 5_000, 0.5))
            .withLinks(LinkModel.GOOD.withLoss(0.05))
            .withNats(new NatShares(0.1, 0.1, 0.1))
            .withErrands(new Scenario.Errands(60, 1, false))
            .withRenewals(20)
            .withSplit(new Split(0.4, 25_000, 35_000));

    /** One lane after the other, the last first: what one does before its turn would show. */
    private record Backwards(int size) implements Crew {

        @Override
        public void work(IntConsumer work) {
            for (int number = size - 1; number >= 0; number--) {
                work.accept(number);
            }
        }
    }

    private static Summary run(Crew crew) {
        return runOf(crew).summary();
    }

    private static Run runOf(Crew crew) {
        Run run = new Run(SCENARIO, 5, false, crew);
        run.runUntil(FOR_MS);
        return run;
    }

    @Test
    void howManyLanesThereAreChangesNothing() {
        Summary alone = run(Crew.ALONE);
        assertTrue(alone.lookups().judged() > 10, "look-ups: " + alone.lookups());
        assertTrue(alone.datagrams().filtered() > 0 && alone.datagrams().unreachable() > 0);
        for (int lanes : List.of(2, 3, 7)) {
            assertEquals(alone, run(new Backwards(lanes)));
        }
    }

    @Test
    void hostsAreInSeveralLanes() {
        Network network = runOf(new Backwards(2)).world().network();
        Lane first = network.lane(0);
        assertTrue(first.delivered > 0);
        assertNotEquals(network.delivered(), first.delivered);
    }

    @Test
    void lanesAreOceansApart() {
        LatencyMap latencies = new LatencyMap();
        LanePlan two = new LanePlan(2, latencies);
        List<String> first = IntStream.range(0, LatencyMap.REGIONS.size())
                .filter(region -> two.laneOf(region) == 0)
                .mapToObj(region -> LatencyMap.REGIONS.get(region).name())
                .toList();
        assertEquals(List.of("us-east", "us-west", "asia-east", "oceania", "south-america"), first);
        assertTrue(two.windowUs() > 40_000, two.windowUs() + " µs");
        assertEquals(Long.MAX_VALUE, new LanePlan(1, latencies).windowUs());
        for (int lanes = 2; lanes < 9; lanes++) {
            LanePlan plan = new LanePlan(lanes, latencies);
            assertEquals(Math.min(lanes, LanePlan.LANES_MAX), plan.lanes());
            for (int a = 0; a < LatencyMap.REGIONS.size(); a++) {
                for (int b = 0; b < a; b++) {
                    assertTrue(plan.laneOf(a) == plan.laneOf(b) || latencies.delayUs(a, b) >= plan.windowUs());
                }
            }
        }
    }

    @Test
    void nobodyWatchesSeveralLanes() {
        World world = new World(new Seeds(1), LinkModel.GOOD, Limits.DEFAULT, false, new Backwards(2));
        assertThrows(IllegalStateException.class, () -> new Invariants(world));
    }

    @Test
    void adversariesAndTheRealCurveHaveOneLane() {
        Crew broken = new Crew() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public void work(IntConsumer work) {
                throw new AssertionError("nobody asked for it");
            }
        };
        Scenario hostile = Scenarios.named("hostile").withNodes(10).lasting(1_000);
        new Run(hostile, 1, false, broken).runUntil(1_000);
        new Run(SCENARIO, 1, true, broken).runUntil(1_000);
        assertThrows(AssertionError.class, () -> new Run(SCENARIO, 1, false, broken).runUntil(1_000));
    }
}
