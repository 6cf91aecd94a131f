package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import java.util.Optional;

/** A {@link Mixture} for each seed. Every fourth network has limits by which it notices quickly. */
public final class Sweep {

    private final int nodes;
    private final long forMs;

    /** @param forMs virtual time of each run */
    public Sweep(int nodes, long forMs) {
        this.nodes = nodes;
        this.forMs = forMs;
    }

    /**
     * What became of one seed.
     *
     * @param trace the hash over all deliveries, up to the violation if there is one
     * @param violation empty when all held
     */
    public record Result(long seed, String trace, long deliveries, int alive, long found, Optional<String> violation) {}

    /** Same seed, same result; runs of different seeds have nothing in common. */
    public Result run(long seed) {
        Mixture mixture = new Mixture(seed, nodes, forMs, seed % 4 == 3 ? Mixture.quickLimits() : Limits.DEFAULT);
        Optional<String> violation = Optional.empty();
        try {
            mixture.run();
        } catch (ViolationException e) {
            violation = Optional.ofNullable(e.getMessage());
        }
        Trace trace = mixture.world().trace();
        return new Result(
                seed,
                trace.text(),
                trace.deliveries(),
                mixture.world().alive().size(),
                mixture.invariants().lookupsFind().found(),
                violation);
    }
}
