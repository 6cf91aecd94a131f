package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import java.util.Optional;

/** A {@link Mixture} for each seed. Every fourth network has {@link QuickLimits}. */
public final class Sweep {

    private static final int QUICK = 4;

    private static final long MINUTE_MS = 60_000;

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
     * @param weather what the seed had, in one line
     * @param trace the hash over all deliveries, up to the violation if there is one
     * @param alive honest nodes at the end
     * @param found look-ups at the end that found their node
     * @param violation empty when all held; else what did not, what the seed had, and the command that shows it again
     * @param command runs this seed, and no other, again
     */
    public record Result(
            long seed,
            String weather,
            String trace,
            long deliveries,
            int alive,
            long found,
            Optional<String> violation,
            String command) {}

    /** Same seed, same result; runs of different seeds have nothing in common. */
    public Result run(long seed) {
        boolean quick = seed % QUICK == QUICK - 1;
        Mixture mixture = new Mixture(seed, nodes, forMs, quick ? QuickLimits.limits() : Limits.DEFAULT);
        String weather = (quick ? "quick limits, " : "") + mixture.weather();
        String command =
                "wayfinder simulate sweep --first %d --seeds 1 --nodes %d --for %s".formatted(seed, nodes, time());
        Optional<String> violation = Optional.empty();
        try {
            mixture.run();
        } catch (ViolationException e) {
            violation = Optional.of("%s%n  seed %d: %s%n  %s".formatted(e.getMessage(), seed, weather, command));
        }
        Network network = mixture.world().network();
        return new Result(
                seed,
                weather,
                network.trace(),
                network.delivered(),
                mixture.world().alive().size(),
                mixture.invariants().lookupsFind().found(),
                violation,
                command);
    }

    /** As the command reads it. */
    private String time() {
        boolean minutes = forMs % MINUTE_MS == 0;
        return minutes ? forMs / MINUTE_MS + "m" : forMs + "ms";
    }
}
