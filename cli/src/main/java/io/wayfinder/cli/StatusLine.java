package io.wayfinder.cli;

import io.vertx.core.Vertx;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.table.TableEntry;

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
                timer -> service.tableEntries().onSuccess(entries -> {
                    long live = entries.stream().filter(TableEntry::live).count();
                    long seconds = (System.nanoTime() - startedNanos) / 1_000_000_000;
                    progress.show("table " + entries.size() + " (" + live + " live), up " + Durations.text(seconds));
                }));
    }
}
