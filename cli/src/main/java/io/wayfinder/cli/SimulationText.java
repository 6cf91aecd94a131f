package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Simulation.Standing;
import io.wayfinder.simulation.Summary;
import java.io.PrintStream;
import java.util.Locale;

/** What came of a simulation, for people and for programs. */
final class SimulationText {

    private SimulationText() {}

    /** How far a run is, after so much real time. */
    static String progress(Standing standing, long elapsedMs) {
        double seconds = Math.max(1, elapsedMs) / 1_000.0;
        double left = seconds * (standing.durationMs() - standing.virtualMs()) / Math.max(1, standing.virtualMs());
        return String.format(
                Locale.ROOT,
                "%s of %s, %d nodes, %.0f events/s, about %s left",
                Durations.text(standing.virtualMs() / 1_000),
                Durations.text(standing.durationMs() / 1_000),
                standing.alive(),
                standing.events() / seconds,
                Durations.text(Math.round(left)));
    }

    static JsonObject json(Summary summary, long realMs, long heapBytes) {
        Summary.Datagrams datagrams = summary.datagrams();
        Summary.Tables tables = summary.tables();
        return new JsonObject()
                .put("scenario", summary.scenario())
                .put("seed", summary.seed())
                .put("nodes", summary.nodes())
                .put("alive", summary.alive())
                .put("adversaries", summary.adversaries())
                .put("realCrypto", summary.realCrypto())
                .put("virtualMs", summary.virtualMs())
                .put("realMs", realMs)
                .put("trace", summary.trace())
                .put("events", summary.events())
                .put(
                        "datagrams",
                        new JsonObject()
                                .put("delivered", datagrams.delivered())
                                .put("lost", datagrams.lost())
                                .put("unreachable", datagrams.unreachable())
                                .put("filtered", datagrams.filtered()))
                .put("lookups", lookups(summary.lookups()))
                .put(
                        "tables",
                        new JsonObject()
                                .put("entries", tables.entries())
                                .put("live", tables.live())
                                .put("fill", tables.fill())
                                .put("notThere", tables.notThere()))
                .put("traffic", traffic(summary.traffic()))
                .put("steadyTraffic", traffic(summary.steadyTraffic()))
                .put("heapBytesPerNode", heapBytes / Math.max(1, summary.alive()));
    }

    private static JsonObject lookups(Summary.Lookups lookups) {
        return new JsonObject()
                .put("started", lookups.started())
                .put("judged", lookups.judged())
                .put("found", lookups.found())
                .put("success", lookups.success())
                .put("captured", lookups.captured())
                .put("foreign", lookups.foreign())
                .put("recall", lookups.recall())
                .put("hops", lookups.hops())
                .put("queries", lookups.queries())
                .put("ms", lookups.ms())
                .put("msMedian", lookups.msMedian())
                .put("ms90", lookups.ms90())
                .put("ms99", lookups.ms99());
    }

    private static JsonObject traffic(Summary.Traffic traffic) {
        return new JsonObject()
                .put("datagramsPerSecond", traffic.datagramsPerSecond())
                .put("bytesPerSecond", traffic.bytesPerSecond());
    }

    static void print(PrintStream out, Summary summary, long realMs, long heapBytes) {
        Summary.Datagrams datagrams = summary.datagrams();
        Summary.Lookups lookups = summary.lookups();
        Summary.Tables tables = summary.tables();
        Summary.Traffic all = summary.traffic();
        Summary.Traffic steady = summary.steadyTraffic();
        out.printf(Locale.ROOT, "scenario    %s, seed %d%n", summary.scenario(), summary.seed());
        out.printf(
                Locale.ROOT,
                "nodes       %d, of whom %d are there at the end; %d adversaries%n",
                summary.nodes(),
                summary.alive(),
                summary.adversaries());
        out.printf(
                Locale.ROOT,
                "time        %s virtual, %s real, %.0f events/s%n",
                Durations.text(summary.virtualMs() / 1_000),
                Durations.text(realMs / 1_000),
                summary.events() * 1_000.0 / Math.max(1, realMs));
        out.printf(Locale.ROOT, "trace       %s%n", summary.trace());
        out.printf(
                Locale.ROOT,
                "datagrams   %d delivered, %d lost, %d to nobody, %d stopped by a NAT%n",
                datagrams.delivered(),
                datagrams.lost(),
                datagrams.unreachable(),
                datagrams.filtered());
        out.printf(
                Locale.ROOT,
                "look-ups    %d of %d found their node (%.1f %%), %.1f %% of the 16 nearest%n",
                lookups.found(),
                lookups.judged(),
                100 * lookups.success(),
                100 * lookups.recall());
        out.printf(
                Locale.ROOT,
                "            %.1f hops, %.1f requests, median %.0f ms, 90 %% within %.0f ms, 99 %% within %.0f ms%n",
                lookups.hops(),
                lookups.queries(),
                lookups.msMedian(),
                lookups.ms90(),
                lookups.ms99());
        out.printf(
                Locale.ROOT,
                "tables      %.1f entries, %.1f live; %.1f %% of a perfect table, %.1f %% of the live not there%n",
                tables.entries(),
                tables.live(),
                100 * tables.fill(),
                100 * tables.notThere());
        out.printf(
                Locale.ROOT,
                "traffic     a node sends %.2f datagrams/s, %.0f bytes/s; %.2f and %.0f once all have joined%n",
                all.datagramsPerSecond(),
                all.bytesPerSecond(),
                steady.datagramsPerSecond(),
                steady.bytesPerSecond());
        out.printf(Locale.ROOT, "memory      %d kB of heap a node%n", heapBytes / Math.max(1, summary.alive()) / 1_000);
    }
}
