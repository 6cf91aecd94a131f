package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Sweep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sweep",
        description = "Run one small network a seed that has a bad time, and see whether what must hold does.",
        footer = {
            "",
            "Examples:",
            "  wayfinder simulate sweep --seeds 200",
            "  wayfinder simulate sweep --first 4711 --seeds 1 --json",
            "",
            "Ends with 1 when something did not hold, and tells the command that shows it again."
        })
final class SweepCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Option(names = "--seeds", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int seeds = 200;

    @Option(names = "--first", paramLabel = "N", description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long first = 1;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes of each network (default: ${DEFAULT-VALUE}).")
    private int nodes = 64;

    @Option(names = "--for", paramLabel = "TIME", description = "Virtual time of each run (default: 10m).")
    private Duration duration = Duration.ofMinutes(10);

    @Option(
            names = "--json",
            description = "Print JSON: an object for each seed where something did not hold, then one.")
    private boolean json;

    private final BiFunction<Integer, Long, LongFunction<Sweep.Result>> sweeps;

    SweepCommand(Console console) {
        this(console, (nodes, forMs) -> new Sweep(nodes, forMs)::run);
    }

    /** @param sweeps gives for a number of nodes and a time in ms what runs a seed */
    SweepCommand(Console console, BiFunction<Integer, Long, LongFunction<Sweep.Result>> sweeps) {
        this.console = console;
        this.sweeps = sweeps;
    }

    @Override
    public Integer call() {
        atLeast("--seeds", seeds, 1);
        atLeast("--nodes", nodes, 4);
        if (duration.toSeconds() < 60) {
            throw Failure.badInput("--for is a minute or more, not " + duration.toMillis() + " ms");
        }
        LongFunction<Sweep.Result> sweep = sweeps.apply(nodes, duration.toMillis());
        long startedMs = nowMs();
        int violations = 0;
        long deliveries = 0;
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (Progress progress = new Progress(console)) {
            List<Future<Sweep.Result>> runs = new ArrayList<>();
            for (long seed = first; seed < first + seeds; seed++) {
                long each = seed;
                runs.add(workers.submit(() -> sweep.apply(each)));
            }
            for (int done = 0; done < seeds; done++) {
                progress.show(progress(done, violations, deliveries, nowMs() - startedMs));
                Sweep.Result result = resultOf(runs.get(done));
                deliveries += result.deliveries();
                if (result.violation().isPresent()) {
                    violations++;
                    progress.clear();
                    tell(result, result.violation().get());
                }
            }
        } finally {
            workers.shutdownNow();
        }
        summarise(violations, deliveries, nowMs() - startedMs);
        return violations == 0 ? ExitCode.DONE : ExitCode.NETWORK;
    }

    private String progress(int done, int violations, long deliveries, long elapsedMs) {
        double seconds = Math.max(1, elapsedMs) / 1_000.0;
        String left =
                done == 0 ? "" : ", about " + Durations.text(Math.round(seconds * (seeds - done) / done)) + " left";
        return String.format(
                Locale.ROOT,
                "%d of %d seeds, %d where something did not hold, %.0f deliveries/s%s",
                done,
                seeds,
                violations,
                deliveries / seconds,
                left);
    }

    private void tell(Sweep.Result result, String violation) {
        if (json) {
            JsonObject object = new JsonObject()
                    .put("seed", result.seed())
                    .put("violation", violation.lines().findFirst().orElse(violation))
                    .put("weather", result.weather())
                    .put("trace", result.trace())
                    .put("command", result.command());
            console.out().println(object.encode());
        } else {
            console.out().println(violation);
        }
    }

    private void summarise(int violations, long deliveries, long realMs) {
        JsonObject summary = new JsonObject()
                .put("seeds", seeds)
                .put("violations", violations)
                .put("nodes", nodes)
                .put("virtualMs", duration.toMillis())
                .put("deliveries", deliveries)
                .put("realMs", realMs);
        Fields.print(console.out(), json, summary);
    }

    private static Sweep.Result resultOf(Future<Sweep.Result> run) {
        try {
            return run.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.network("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a run broke: " + Failure.messageOf(Objects.requireNonNullElse(e.getCause(), e)), e);
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private static void atLeast(String flag, int value, int least) {
        if (value < least) {
            throw Failure.badInput(flag + " is " + least + " or more, not " + value);
        }
    }
}
