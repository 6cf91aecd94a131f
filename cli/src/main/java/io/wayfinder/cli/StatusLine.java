package io.wayfinder.cli;

import io.vertx.core.Vertx;
import io.wayfinder.discovery.service.DiscoveryService;

/** How a running node is doing, once a second, on a terminal. */
final class StatusLine {

    private static final long EVERY_MS = 1_000;

    private StatusLine() {}

    static void start(Vertx vertx, DiscoveryService service, Progress progress) {
        if (!progress.isShown()) {
            return;
        }
        long startedNanos = System.nanoTime();
        vertx.setPeriodic(
                EVERY_MS,
                timer -> service.counters().onSuccess(counters -> {
                    long seconds = (System.nanoTime() - startedNanos) / 1_000_000_000;
                    progress.show(counters.getOrDefault("table_live", 0L) + " live in the table, "
                            + counters.getOrDefault("found_peers_live", 0L) + " peers live of "
                            + counters.getOrDefault("found_peers", 0L) + " found, up " + Durations.text(seconds));
                }));
    }
}
