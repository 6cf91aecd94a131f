package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario that has a name holds what must hold in any run, at least when it is small. */
class WatchedScenariosTest {

    private static final int NODES = 40;
    private static final long FOR_MS = 600_000;

    @TestFactory
    Stream<DynamicTest> everyInvariantHoldsInEveryScenario() {
        return Scenarios.ALL.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    Run run = new Run(scenario.withNodes(NODES).lasting(FOR_MS), 1, false);
                    Invariants invariants = new Invariants(run.world());
                    run.runUntil(FOR_MS);
                    invariants.inspect();
                    assertTrue(run.world().network().delivered() > FOR_MS / 100, "nothing happened");
                }));
    }
}
