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

    SweepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        atLeast("--seeds", seeds, 1);
        atLeast("--nodes", nodes, 4);
        if (duration.toSeconds() < 60) {
            throw Failure.badInput("--for is a minute or more, not " + duration.toMillis() + " ms");
        }
        Sweep sweep = new Sweep(nodes, duration.toMillis());
        long startedMs = System.nanoTime() / 1_000_000;
        int violations = 0;
        long deliveries = 0;
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (Progress progress = new Progress(console)) {
            List<Future<Sweep.Result>> runs = new ArrayList<>();
            for (long seed = first; seed < first + seeds; seed++) {
                long each = seed;
                runs.add(workers.submit(() -> sweep.run(each)));
            }
            for (int done = 0; done < seeds; done++) {
                progress.show(String.format(
                        Locale.ROOT, "%d of %d seeds, %d where something did not hold", done, seeds, violations));
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
        summarise(violations, deliveries, System.nanoTime() / 1_000_000 - startedMs);
        return violations == 0 ? ExitCode.DONE : ExitCode.NETWORK;
    }

    private void tell(Sweep.Result result, String violation) {
        if (json) {
            JsonObject object = new JsonObject()
                    .put("seed", result.seed())
                    .put("violation", violation)
                    .put("trace", result.trace())
                    .put("command", command(result.seed()));
            console.out().println(object.encode());
        } else {
            console.out().println("seed " + result.seed() + ": " + violation);
            console.out().println("  " + command(result.seed()));
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

    private String command(long seed) {
        return Console.program() + " simulate sweep --first " + seed + " --seeds 1 --nodes " + nodes + " --for "
                + duration.toMillis() + "ms";
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

    private static void atLeast(String flag, int value, int least) {
        if (value < least) {
            throw Failure.badInput(flag + " is " + least + " or more, not " + value);
        }
    }
}
