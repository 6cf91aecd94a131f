package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Chart.Series;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.Scenario.Errands;
import java.util.ArrayList;
import java.util.List;

/** One default changed at a time, in a network whose nodes come and go. */
final class KnobsExperiment {

    private static final int SESSION_MINUTES = 15;
    private static final List<Column> COLUMNS = ChurnExperiment.COLUMNS;

    private KnobsExperiment() {}

    static Experiment of(Scale scale) {
        List<Variation> variations = new ArrayList<>();
        variations.add(variation("defaults", "", Limits.DEFAULT, 1, scale));
        for (int alpha : List.of(1, 5)) {
            variations.add(variation("α", Integer.toString(alpha), alpha(alpha), 1, scale));
        }
        for (int k : List.of(8, 20)) {
            variations.add(variation("k", Integer.toString(k), k(k), 1, scale));
        }
        for (int paths : List.of(2, 3)) {
            variations.add(variation("paths", Integer.toString(paths), Limits.DEFAULT, paths, scale));
        }
        for (double speed : List.of(0.5, 2.0, 4.0)) {
            variations.add(variation("checks", "×" + speed, revalidating(speed), 1, scale));
        }
        return new Experiment(
                "knobs",
                "What do α, k, disjoint paths and the speed of revalidation cost, and what do they give?",
                List.of("knob", "value"),
                COLUMNS,
                variations,
                KnobsExperiment::chart);
    }

    private static Limits alpha(int alpha) {
        return Varied.with(Limits.DEFAULT, "lookup", Varied.with(Limits.DEFAULT.lookup(), "parallelism", alpha));
    }

    private static Limits k(int k) {
        Limits wide = Varied.with(Limits.DEFAULT, "lookup", Varied.with(Limits.DEFAULT.lookup(), "resultSize", k));
        return Varied.with(wide, "table", Varied.with(wide.table(), "bucketSize", k));
    }

    private static Limits revalidating(double speed) {
        TableLimits table = Limits.DEFAULT.table();
        TableLimits fast = Varied.with(table, "fastPingMs", Math.round(table.fastPingMs() / speed));
        return Varied.with(
                Limits.DEFAULT, "table", Varied.with(fast, "slowPingMs", Math.round(table.slowPingMs() / speed)));
    }

    private static Variation variation(String knob, String value, Limits limits, int paths, Scale scale) {
        Scenario scenario = ChurnExperiment.scenario(scale, SESSION_MINUTES)
                .withErrands(new Errands(0, paths, false))
                .withLimits(limits);
        return Variation.of(List.of(knob, value), scenario, course -> ChurnExperiment.measure(course, scale));
    }

    private static Chart chart(List<Row> rows) {
        List<String> ticks =
                rows.stream().map(row -> String.join(" ", row.labels()).strip()).toList();
        List<Panel> panels = new ArrayList<>();
        for (int column : List.of(0, 2, 4, 6, 7)) {
            List<Chart.Point> points = new ArrayList<>();
            for (Row row : rows) {
                points.add(new Chart.Point(
                        points.size(),
                        COLUMNS.get(column).times() * row.values().get(column)));
            }
            String heading = COLUMNS.get(column).heading();
            panels.add(new Panel(heading, List.of(new Series(heading, points))));
        }
        return new Chart("One default changed at a time", "changed", ticks, panels);
    }
}
