package io.wayfinder.cli;

import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.NodeRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "crawl",
        description = "Walk the whole network and write geth's nodes.json.",
        footer = {
            "",
            "Examples:",
            "  wayfinder crawl --network mainnet --out nodes.json --for 30m",
            "  wayfinder crawl --bootnodes enr:-IS4QHCYr... --out nodes.json --json",
            "  wayfinder crawl --out nodes.json --rate 100 --limit 2000",
            "",
            "Where the file exists the crawl goes on from it. It begins at the --bootnodes, where some are given, else at those",
            "of the --network (default: mainnet). Ctrl-C writes what was found."
        })
final class CrawlCommand implements Callable<Integer> {

    private static final Duration SAVE_EVERY = Duration.ofSeconds(30);

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The nodes.json to write, and to go on from.")
    private Path out = Path.of("");

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "End after so long: 90s, 30m (default: when all are asked).")
    private @Nullable Duration duration;

    @Option(names = "--limit", paramLabel = "N", description = "End when so many nodes have answered.")
    private @Nullable Integer limit;

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second at most (default: ${DEFAULT-VALUE}).")
    private int rate = 1_000;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Requests in flight at most (default: ${DEFAULT-VALUE}).")
    private int parallel = 512;

    @Option(
            names = "--recheck",
            paramLabel = "TIME",
            description = "Nodes of the file that were asked since are not asked again (default: 10m).")
    private Duration recheck = Duration.ofMinutes(10);

    @Mixin
    private final BootnodeOptions bootnodes = new BootnodeOptions();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean interrupted;

    CrawlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        positive("--rate", rate);
        positive("--parallel", parallel);
        positive("--limit", limit == null ? 1 : limit);
        Secp256k1 curve = Secp256k1.provider();
        requireWritable();
        List<CrawledNode> resumed = NodesFile.read(out, curve);
        List<Contact> entrance = bootnodes.entrance(console, curve);
        long startedMs = nowMs();
        Crawl crawl = new Crawl(rate, parallel, startedMs);
        Instant fresh = Instant.now().minus(recheck);
        resumed.forEach(node -> crawl.resume(node, fresh));
        entrance.forEach(crawl::begin);
        Thread hook = new Thread(this::interrupted, "save");
        Runtime.getRuntime().addShutdownHook(hook);
        try (ThrowawayNode us = ThrowawayNode.start(network, entrance, List.of());
                Progress progress = new Progress(console)) {
            walk(crawl, us, progress, startedMs);
            NodesFile.write(out, crawl.kept());
        } finally {
            ended.countDown();
            removeHook(hook);
        }
        return summarise(crawl, nowMs() - startedMs);
    }

    private void walk(Crawl crawl, ThrowawayNode us, Progress progress, long startedMs) {
        BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
        long endMs = duration == null ? Long.MAX_VALUE : startedMs + duration.toMillis();
        long saveMs = startedMs;
        while (!crawl.isDone() && !interrupted && nowMs() < endMs && !limitReached(crawl)) {
            for (Crawl.Ask ask : crawl.next(nowMs())) {
                us.service()
                        .findNode(ask.to(), ask.distances())
                        .future()
                        .onComplete(result -> answers.add(() -> tell(crawl, ask, result)));
            }
            progress.showIfDue(() -> progress(crawl.count(), nowMs() - startedMs));
            if (nowMs() >= saveMs && crawl.count().answering() > 0) {
                NodesFile.write(out, crawl.kept());
                saveMs = nowMs() + SAVE_EVERY.toMillis();
            }
            long nextShowMs = nowMs() + Progress.EVERY_MS;
            takeAnswers(answers, Math.min(crawl.nextDeadlineMs(nowMs()), Math.min(nextShowMs, endMs)));
        }
    }

    /** Those that there are, after waiting for one until then. */
    private void takeAnswers(BlockingQueue<Runnable> answers, long untilMs) {
        try {
            Runnable answer = answers.poll(Math.max(0, untilMs - nowMs()), TimeUnit.MILLISECONDS);
            while (answer != null) {
                answer.run();
                answer = answers.poll();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    private static void tell(Crawl crawl, Crawl.Ask ask, AsyncResult<List<NodeRecord>> result) {
        if (result.succeeded()) {
            crawl.answered(ask, result.result(), Instant.now());
        } else {
            crawl.failed(ask, Instant.now(), nowMs());
        }
    }

    private boolean limitReached(Crawl crawl) {
        return limit != null && crawl.count().answering() >= limit;
    }

    private int summarise(Crawl crawl, long elapsedMs) {
        Crawl.Count count = crawl.count();
        JsonObject summary = new JsonObject()
                .put("out", out.toString())
                .put("nodes", crawl.kept().size())
                .put("answered", count.answering())
                .put("silent", count.silent())
                .put("unasked", count.waiting())
                .put("requests", count.requests())
                .put("elapsedMs", elapsedMs)
                .put("complete", crawl.isDone());
        summary.mergeIn(new CrawlSummary(crawl.kept()).json());
        Fields.print(console.out(), json, summary);
        console.out().flush();
        if (crawl.kept().isEmpty()) {
            console.note("no node answered");
            return ExitCode.NETWORK;
        }
        return ExitCode.DONE;
    }

    private static String progress(Crawl.Count count, long elapsedMs) {
        double seconds = Math.max(1, elapsedMs) / 1_000.0;
        return String.format(
                Locale.ROOT,
                "%d nodes answered, %d silent, %d to ask, %.0f requests/s, %s",
                count.answering(),
                count.silent(),
                count.waiting(),
                count.requests() / seconds,
                Durations.text(elapsedMs / 1_000));
    }

    /** Better told now than after an hour. */
    private void requireWritable() {
        Path directory = out.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw Failure.badInput(
                    "cannot write " + out + ": " + directory + " is not a directory that can be written to");
        }
    }

    private static void positive(String flag, int value) {
        if (value < 1) {
            throw Failure.badInput(flag + " is 1 or more, not " + value);
        }
    }

    /** On a signal: the crawl's thread writes the file, then the JVM ends with 130. */
    private void interrupted() {
        interrupted = true;
        try {
            if (!ended.await(2, TimeUnit.SECONDS)) {
                console.note("the file was not written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already, and has seen that the work is done.
            return;
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
