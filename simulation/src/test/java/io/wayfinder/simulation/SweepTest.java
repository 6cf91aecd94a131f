package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * 64 nodes for 10 virtual minutes, for as many seeds as take two minutes on two cores; {@code -Dwayfinder.sweep.seeds=200}
 * for more.
 */
class SweepTest {

    private static final int SEEDS = Integer.getInteger("wayfinder.sweep.seeds", 32);
    private static final Sweep SWEEP = new Sweep(64, 600_000);

    @Test
    void everyInvariantHoldsForEverySeed() throws ExecutionException, InterruptedException {
        List<Future<Sweep.Result>> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (long seed = 0; seed < SEEDS; seed++) {
                long number = seed;
                results.add(workers.submit(() -> SWEEP.run(number)));
            }
        }
        for (Future<Sweep.Result> result : results) {
            assertEquals(
                    Optional.empty(),
                    result.get().violation(),
                    () -> "seed " + result.resultNow().seed());
            assertTrue(result.get().found() > 0, "nobody looked for anybody");
        }
    }

    @Test
    void aSeedGivesTheSameRunAgain() {
        Sweep small = new Sweep(16, 100_000);
        assertEquals(small.run(3), small.run(3));
    }
}
