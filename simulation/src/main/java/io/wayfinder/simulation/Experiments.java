package io.wayfinder.simulation;

import io.wayfinder.simulation.Experiment.Reading;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.Simulation.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The experiments of docs/EXPERIMENTS.md. Their runs come one after another: large ones take all the memory there is. */
public final class Experiments {

    private static final List<Function<Scale, Experiment>> ALL = List.of(
            LookupsExperiment::of,
            ChurnExperiment::of,
            JoiningExperiment::of,
            TrafficExperiment::of,
            EclipseExperiment::of,
            PartitionExperiment::of,
            KnobsExperiment::of);

    private Experiments() {}

    /**
     * How far an experiment is.
     *
     * @param run which one of the runs is under way, from 1
     */
    public record Stage(int run, int runs, String label, Standing standing) {}

    /** Each one's question, by its name. */
    public static SequencedMap<String, String> all() {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        for (Function<Scale, Experiment> each : ALL) {
            Experiment experiment = each.apply(Scale.FULL);
            all.put(experiment.name(), experiment.question());
        }
        return all;
    }

    /**
     * @param cpuNs CPU time of the process so far, for what is measured by it
     * @param crew whose size changes nothing but the real time
     * @throws IllegalArgumentException for a name that none has, or a size that it cannot have
     */
    public static Findings run(
            String name, Scale scale, long seed, Consumer<Stage> progress, LongSupplier cpuNs, Crew crew) {
        Experiment experiment = named(name, scale);
        List<Row> rows = new ArrayList<>();
        List<Variation> variations = experiment.variations();
        for (Variation each : variations) {
            int number = rows.size() + 1;
            String label = String.join(", ", each.labels());
            Run run = new Run(each.scenario(), seed, each.realCurve(), crew);
            Course course = new Course(
                    run, standing -> progress.accept(new Stage(number, variations.size(), label, standing)), cpuNs);
            Reading reading = each.measure().of(course);
            World world = run.world();
            rows.add(new Row(
                    each.labels(),
                    reading.values(),
                    reading.curves(),
                    world.network().trace(),
                    world.nowMs(),
                    world.ran()));
        }
        return new Findings(
                experiment.name(),
                experiment.question(),
                seed,
                experiment.factors(),
                experiment.columns(),
                rows,
                experiment.drawing().apply(rows));
    }

    private static Experiment named(String name, Scale scale) {
        int at = List.copyOf(all().sequencedKeySet()).indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "there is no experiment '" + name + "': one of " + String.join(", ", all().sequencedKeySet()));
        }
        return ALL.get(at).apply(scale);
    }
}
