package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepTest {

    @Test
    void everyInvariantHoldsForEverySeed() {
        for (long seed = 0; seed < Long.getLong("wayfinder.sweep.seeds", 6); seed++) {
            long started = System.nanoTime();
            Sweep.Result result = new Sweep(64, 600_000).run(seed);
            System.out.println(result + " " + (System.nanoTime() - started) / 1_000_000 + " ms");
            assertEquals(Optional.empty(), result.violation());
        }
    }
}
