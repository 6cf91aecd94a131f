package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Simulation;
import io.wayfinder.simulation.Simulation.Standing;
import io.wayfinder.simulation.Summary;
import io.wayfinder.simulation.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = "Run a whole network of real nodes in virtual time, in this process, without a socket.",
        footer = {
            "",
            "Examples:",
            "  wayfinder simulate --list",
            "  wayfinder simulate steady --nodes 1000 --for 10m",
            "  wayfinder simulate hostile --seed 42 --json",
            "  wayfinder simulate partition --chart partition.svg",
            "  wayfinder simulate sweep --seeds 200",
            "  wayfinder simulate experiment --list",
            "",
            "The same scenario, seed, nodes and time give the same trace on any machine, with or without --real-crypto."
        })
final class SimulateCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "What is to happen: --list shows what there is.")
    private @Nullable String scenario;

    @Option(names = "--list", description = "Show the scenarios, and run nothing.")
    private boolean list;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "All that is left to chance grows from it (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--nodes", paramLabel = "N", description = "Honest nodes (default: the scenario's).")
    private @Nullable Integer nodes;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Virtual time, as 10m or 1h30m, joining included (default: the scenario's).")
    private @Nullable Duration duration;

    @Option(
            names = "--real-crypto",
            description = "Compute on the real curve, not on its cheap stand-in. It changes nothing but the real time.")
    private boolean realCrypto;

    @Option(names = "--json", description = "Print JSON: one object.")
    private boolean json;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "Draw what happened over the virtual time.")
    private @Nullable Path chart;

    @Spec
    private @Nullable CommandSpec spec;

    private long heapBytes;

    private SimulateCommand(Console console) {
        this.console = console;
    }

    static CommandLine create(Console console) {
        return new CommandLine(new SimulateCommand(console))
                .addSubcommand("sweep", new SweepCommand(console))
                .addSubcommand("experiment", new ExperimentCommand(console));
    }

    @Override
    public Integer call() {
        if (list) {
            list();
            return ExitCode.DONE;
        }
        String name = scenario;
        if (name == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "Missing required parameter: 'SCENARIO'");
        }
        if (chart != null) {
            ChartFile.check(chart);
        }
        Simulation simulation = simulation(name);
        Timeline timeline = new Timeline();
        long startedMs = nowMs();
        Summary summary = run(simulation, chart == null ? null : timeline);
        long realMs = nowMs() - startedMs;
        if (chart != null) {
            ChartFile.write(timeline.chart(), chart);
        }
        if (json) {
            console.out()
                    .println(SimulationText.json(summary, realMs, heapBytes).encode());
        } else {
            SimulationText.print(console.out(), summary, realMs, heapBytes);
        }
        return ExitCode.DONE;
    }

    private void list() {
        if (json) {
            JsonObject all = new JsonObject();
            Simulation.scenarios()
                    .forEach((name, each) -> all.put(
                            name,
                            new JsonObject()
                                    .put("description", each.description())
                                    .put("nodes", each.nodes())
                                    .put("virtualMs", each.durationMs())));
            console.out().println(all.encode());
            return;
        }
        Table table = new Table("SCENARIO", "NODES", "TIME", "WHAT HAPPENS");
        Simulation.scenarios()
                .forEach((name, each) -> table.row(
                        name,
                        Integer.toString(each.nodes()),
                        Durations.text(each.durationMs() / 1_000),
                        each.description()));
        table.print(console.out());
    }

    private Simulation simulation(String name) {
        try {
            Simulation simulation = Simulation.of(name, seed);
            if (nodes != null) {
                simulation = simulation.withNodes(nodes);
            }
            if (duration != null) {
                simulation = simulation.lasting(duration);
            }
            return realCrypto ? simulation.withRealCrypto() : simulation;
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(Failure.messageOf(e), e);
        }
    }

    private Summary run(Simulation simulation, @Nullable Timeline timeline) {
        long before = heapInUse();
        long startedMs = nowMs();
        try (Progress progress = new Progress(console);
                CrewThreads crew = CrewThreads.ofAllProcessors()) {
            Simulation faster = simulation.by(crew);
            Consumer<Standing> shown = standing -> {
                if (standing.virtualMs() >= standing.durationMs()) {
                    heapBytes = Math.max(0, heapInUse() - before);
                } else {
                    progress.showIfDue(() -> SimulationText.progress(standing, nowMs() - startedMs));
                }
            };
            return timeline == null ? faster.run(shown) : faster.run(shown, timeline);
        }
    }

    /** What is reachable: the collector runs first. */
    private static long heapInUse() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
