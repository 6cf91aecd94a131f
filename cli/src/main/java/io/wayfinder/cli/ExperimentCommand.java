package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Experiments;
import io.wayfinder.simulation.Experiments.Stage;
import io.wayfinder.simulation.Findings;
import io.wayfinder.simulation.Scale;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "experiment",
        description =
                "Put a question to whole networks: many runs that differ in one thing or two, and a table of what came of them.",
        footer = {
            "",
            "Examples:",
            "  wayfinder simulate experiment --list",
            "  wayfinder simulate experiment churn --quick",
            "  wayfinder simulate experiment lookups --nodes 100,1000 --chart lookups.svg",
            "  wayfinder simulate experiment eclipse --seed 7 --markdown",
            "",
            "The same seed and sizes give the same table on any machine, but for CPU time. What was found: docs/EXPERIMENTS.md."
        })
final class ExperimentCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which experiment: --list shows what there is.")
    private @Nullable String name;

    @Option(names = "--list", description = "Show the experiments, and run nothing.")
    private boolean list;

    @Option(names = "--seed", paramLabel = "N", description = "Of every run (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--nodes",
            paramLabel = "N[,N...]",
            split = ",",
            description =
                    "Honest nodes; several where the question is how something grows (default: the experiment's).")
    private List<Integer> nodes = List.of();

    @Option(names = "--quick", description = "Few nodes and little time: to see how it works, not what comes of it.")
    private boolean quick;

    @Option(names = "--json", description = "Print JSON: one object, with the trace of each run.")
    private boolean json;

    @Option(names = "--markdown", description = "Print the table as Markdown.")
    private boolean markdown;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "Draw what came of it.")
    private @Nullable Path chart;

    @Spec
    private @Nullable CommandSpec spec;

    ExperimentCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (list) {
            list();
            return ExitCode.DONE;
        }
        String wanted = name;
        if (wanted == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "Missing required parameter: 'NAME'");
        }
        if (chart != null) {
            ChartFile.check(chart);
        }
        long startedMs = nowMs();
        Findings findings = run(wanted);
        if (chart != null) {
            ChartFile.write(findings.chart(), chart);
        }
        if (json) {
            console.out()
                    .println(FindingsText.json(findings, nowMs() - startedMs).encode());
        } else {
            FindingsText.print(console.out(), findings, markdown);
        }
        return ExitCode.DONE;
    }

    private void list() {
        if (json) {
            JsonArray all = new JsonArray();
            Experiments.all()
                    .forEach((each, question) ->
                            all.add(new JsonObject().put("name", each).put("question", question)));
            console.out().println(new JsonObject().put("experiments", all).encode());
            return;
        }
        Table table = new Table("EXPERIMENT", "QUESTION");
        Experiments.all().forEach(table::row);
        table.print(console.out());
    }

    private Findings run(String wanted) {
        LongSupplier cpuNs =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)::getProcessCpuTime;
        int[] run = {0};
        long[] startedMs = {nowMs()};
        try (Progress progress = new Progress(console);
                CrewThreads crew = CrewThreads.ofAllProcessors()) {
            Consumer<Stage> shown = stage -> {
                if (stage.run() != run[0]) {
                    run[0] = stage.run();
                    startedMs[0] = nowMs();
                }
                progress.showIfDue(() -> "run %d of %d (%s): ".formatted(stage.run(), stage.runs(), stage.label())
                        + SimulationText.progress(stage.standing(), nowMs() - startedMs[0]));
            };
            return Experiments.run(wanted, new Scale(nodes, quick), seed, shown, cpuNs, crew);
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(Failure.messageOf(e), e);
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
