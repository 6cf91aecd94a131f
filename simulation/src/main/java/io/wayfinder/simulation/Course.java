package io.wayfinder.simulation;

import io.wayfinder.simulation.Simulation.Standing;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A run while something is measured in it. */
final class Course {

    private static final long SLICE_MS = 1_000;

    private final Run run;
    private final Consumer<Standing> progress;
    private final LongSupplier cpuNs;

    /** @param cpuNs of the process so far */
    Course(Run run, Consumer<Standing> progress, LongSupplier cpuNs) {
        this.run = run;
        this.progress = progress;
        this.cpuNs = cpuNs;
    }

    Run run() {
        return run;
    }

    World world() {
        return run.world();
    }

    long nowMs() {
        return world().nowMs();
    }

    /** Not a function of the seed, nor of anything but this machine. */
    long cpuNs() {
        return cpuNs.getAsLong();
    }

    /** Everything that happens until then, or until the scenario's end. */
    void until(long untilMs) {
        while (nowMs() < untilMs && !run.isOver()) {
            run.runUntil(Math.min(untilMs, nowMs() + SLICE_MS));
            progress.accept(Standing.of(run));
        }
    }

    /** To the scenario's end. */
    Summary end() {
        until(Long.MAX_VALUE);
        return run.summary();
    }

    /** Starts so many look-ups from now on, evenly spread; they may end later. */
    void lookUp(int count, long withinMs) {
        for (int i = 0; i < count; i++) {
            world().schedule(withinMs * i / count, run::lookup);
        }
        until(nowMs() + withinMs);
    }
}
