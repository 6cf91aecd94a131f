package io.wayfinder.simulation;

import io.wayfinder.simulation.Experiment.Reading;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.Scenario.Errands;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a node does when nobody wants anything of it. */
final class TrafficExperiment {

    private static final long MINUTE_MS = 60_000;
    /** Handshakes on the real curve cost a larger network hours. */
    private static final int REAL_CURVE_MAX = 1_000;

    private static final List<Column> COLUMNS = List.of(
            Column.number("datagramsPerSecond", "datagrams/s"),
            Column.whole("bytesPerSecond", "bytes/s"),
            Column.number("pingsPerSecond", "PINGs/s"),
            Column.number("findnodesPerSecond", "FINDNODEs/s"),
            Column.number("entries", "table entries"),
            Column.share("fill", "table filled"),
            Column.whole("cpuMicrosPerSecond", "CPU (µs/s)"));

    private TrafficExperiment() {}

    static Experiment of(Scale scale) {
        List<Variation> variations = new ArrayList<>();
        for (int nodes : scale.sizes(100, 300, 1_000, 3_000, 10_000)) {
            Scenario scenario = Scenarios.STEADY
                    .withNodes(nodes)
                    .withErrands(new Errands(0, 1, false))
                    .lasting(scale.ms(20 * MINUTE_MS));
            variations.add(new Variation(
                    List.of(String.format(Locale.ROOT, "%,d", nodes)),
                    scenario,
                    nodes <= REAL_CURVE_MAX,
                    TrafficExperiment::measure));
        }
        return new Experiment(
                "traffic",
                "What does a node send and compute in steady life, and how does that grow with the network?",
                List.of("nodes"),
                COLUMNS,
                variations,
                TrafficExperiment::chart);
    }

    /** In the second half: by then every node is proven, and checked slowly. */
    private static Reading measure(Course course) {
        World world = course.world();
        course.until(course.run().scenario().durationMs() / 2);
        Traffic.Sum sent = course.run().traffic().sum();
        long pings = answered(world, "pings_answered");
        long findNodes = answered(world, "findnodes_answered");
        long cpuNs = course.cpuNs();
        long fromMs = course.nowMs();
        course.until(Long.MAX_VALUE);
        double nodeSeconds = world.alive().size() * (course.nowMs() - fromMs) / 1_000.0;
        double cpuMicros = (course.cpuNs() - cpuNs) / 1_000.0;
        Summary.Traffic traffic = course.run().traffic().sum().since(sent);
        Summary.Tables tables = TableCensus.of(world);
        boolean real = course.run().scenario().nodes() <= REAL_CURVE_MAX;
        return Reading.of(
                traffic.datagramsPerSecond(),
                traffic.bytesPerSecond(),
                (answered(world, "pings_answered") - pings) / nodeSeconds,
                (answered(world, "findnodes_answered") - findNodes) / nodeSeconds,
                tables.entries(),
                tables.fill(),
                real ? cpuMicros / nodeSeconds : Double.NaN);
    }

    private static long answered(World world, String counter) {
        return world.alive().stream()
                .mapToLong(node -> node.core().counters().getOrDefault(counter, 0L))
                .sum();
    }

    private static Chart chart(List<Row> rows) {
        List<String> ticks = Plot.labels(rows, 0);
        return new Chart(
                "A node in steady life",
                "nodes",
                ticks,
                List.of(0, 1, 6).stream()
                        .map(column -> new Chart.Panel(
                                COLUMNS.get(column).heading(),
                                List.of(Plot.series(COLUMNS.get(column).heading(), rows, ticks, 0, column, 1))))
                        .toList());
    }
}
