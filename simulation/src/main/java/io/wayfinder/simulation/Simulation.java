package io.wayfinder.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** One run: a scenario and a seed. Immutable; the same always gives the same {@link Summary}. */
public final class Simulation {

    private static final long SLICE_MS = 1_000;

    private final Scenario scenario;
    private final long seed;
    private final boolean realCrypto;
    private final Crew crew;

    private Simulation(Scenario scenario, long seed, boolean realCrypto, Crew crew) {
        this.scenario = scenario;
        this.seed = seed;
        this.realCrypto = realCrypto;
        this.crew = crew;
    }

    /** A scenario that there is. Times in milliseconds. */
    public record Listed(String description, int nodes, long durationMs) {}

    /** How far a run is. */
    public record Standing(long virtualMs, long durationMs, long events, int alive) {

        static Standing of(Run run) {
            World world = run.world();
            return new Standing(
                    world.nowMs(),
                    run.scenario().durationMs(),
                    world.ran(),
                    world.alive().size());
        }
    }

    /** By name, in the order in which they are best read. */
    public static SequencedMap<String, Listed> scenarios() {
        SequencedMap<String, Listed> all = new LinkedHashMap<>();
        for (Scenario each : Scenarios.ALL) {
            all.put(each.name(), new Listed(each.description(), each.nodes(), each.durationMs()));
        }
        return all;
    }

    /** @throws IllegalArgumentException for a name that is not in {@link #scenarios} */
    public static Simulation of(String scenario, long seed) {
        return new Simulation(Scenarios.named(scenario), seed, false, Crew.ALONE);
    }

    /** @throws IllegalArgumentException for fewer than two */
    public Simulation withNodes(int nodes) {
        return new Simulation(scenario.withNodes(nodes), seed, realCrypto, crew);
    }

    /** In virtual time. @throws IllegalArgumentException for less than a second */
    public Simulation lasting(Duration duration) {
        return new Simulation(scenario.lasting(duration.toMillis()), seed, realCrypto, crew);
    }

    /** On the real curve, not its cheap stand-in: the same trace, later. */
    public Simulation withRealCrypto() {
        return new Simulation(scenario, seed, true, crew);
    }

    /** By these hands, where nobody lies and the crypto is the stand-in: the same trace, sooner. */
    public Simulation by(Crew hands) {
        return new Simulation(scenario, seed, realCrypto, hands);
    }

    /** @param progress told every virtual second */
    public Summary run(Consumer<Standing> progress) {
        return run(progress, run -> {});
    }

    /** @param timeline is told what happens; it costs time, and changes nothing */
    public Summary run(Consumer<Standing> progress, Timeline timeline) {
        return run(progress, timeline::look);
    }

    private Summary run(Consumer<Standing> progress, Consumer<Run> watching) {
        Run run = new Run(scenario, seed, realCrypto, crew);
        while (!run.isOver()) {
            run.runUntil(run.world().nowMs() + SLICE_MS);
            watching.accept(run);
            progress.accept(Standing.of(run));
        }
        return run.summary();
    }
}
