package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Chart.Series;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.Scenario.Errands;
import java.util.ArrayList;
import java.util.List;

/** One default changed at a time, in a network whose nodes come and go; what is for losses also where a fifth is lost. */
final class KnobsExperiment {

    private static final int SESSION_MINUTES = 15;
    private static final double LOSS = 0.2;
    private static final String LOSSY = "20 % loss: ";
    private static final List<Column> COLUMNS = ChurnExperiment.COLUMNS;

    private KnobsExperiment() {}

    static Experiment of(Scale scale) {
        List<Variation> variations = new ArrayList<>();
        Scenario good = ChurnExperiment.scenario(scale, SESSION_MINUTES);
        variations.add(variation("defaults", "", good, scale));
        for (int alpha : List.of(1, 5)) {
            variations.add(variation("α", Integer.toString(alpha), good.withLimits(alpha(alpha)), scale));
        }
        for (int k : List.of(8, 20)) {
            variations.add(variation("k", Integer.toString(k), good.withLimits(k(k)), scale));
        }
        for (int paths : List.of(2, 3)) {
            Scenario disjoint = good.withErrands(new Errands(0, paths, false));
            variations.add(variation("paths", Integer.toString(paths), disjoint, scale));
        }
        for (double speed : List.of(0.5, 2.0, 4.0)) {
            variations.add(variation("checks", "×" + speed, good.withLimits(revalidating(speed)), scale));
        }
        variations.addAll(attempts("", good, scale));
        Scenario lossy = good.withLinks(LinkModel.GOOD.withLoss(LOSS));
        variations.add(variation(LOSSY + "defaults", "", lossy, scale));
        variations.addAll(attempts(LOSSY, lossy, scale));
        return new Experiment(
                "knobs",
                "What do α, k, disjoint paths and the speed of revalidation cost, and what do they give?",
                List.of("knob", "value"),
                COLUMNS,
                variations,
                KnobsExperiment::chart);
    }

    private static List<Variation> attempts(String where, Scenario scenario, Scale scale) {
        List<Variation> variations = new ArrayList<>();
        for (int attempts : List.of(2, 4)) {
            Scenario varied = scenario.withLimits(attempts(attempts));
            variations.add(variation(where + "attempts", Integer.toString(attempts), varied, scale));
        }
        for (int legMs : List.of(400, 700)) {
            Scenario varied = scenario.withLimits(attemptsOf(legMs));
            variations.add(variation(where + "each for", legMs + " ms", varied, scale));
        }
        return variations;
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

    private static Limits attempts(int attempts) {
        return requests(Varied.with(Limits.DEFAULT.requests(), "attempts", attempts));
    }

    private static Limits attemptsOf(long legMs) {
        Limits limits = requests(Varied.with(Limits.DEFAULT.requests(), "legMs", legMs));
        return Varied.with(limits, "lookup", Varied.with(limits.lookup(), "resentMs", legMs));
    }

    /** A request has the time for all of its attempts, as by default. */
    private static Limits requests(RequestLimits requests) {
        long spareMs =
                RequestLimits.DEFAULT.overallMs() - RequestLimits.DEFAULT.legMs() * RequestLimits.DEFAULT.attempts();
        return Varied.with(
                Limits.DEFAULT,
                "requests",
                Varied.with(requests, "overallMs", requests.legMs() * requests.attempts() + spareMs));
    }

    private static Variation variation(String knob, String value, Scenario scenario, Scale scale) {
        return Variation.of(List.of(knob, value), scenario, course -> ChurnExperiment.measure(course, scale));
    }

    /** Lines join the values of one knob. */
    private static Chart chart(List<Row> rows) {
        List<Row> shown = rows.stream()
                .filter(row -> !row.labels().getFirst().startsWith(LOSSY))
                .toList();
        List<String> ticks = shown.stream()
                .map(row -> row.labels().getLast().isEmpty()
                        ? row.labels().getFirst()
                        : row.labels().getLast())
                .toList();
        List<Panel> panels = new ArrayList<>();
        for (int column : List.of(2, 4, 6, 7)) {
            List<Series> knobs = new ArrayList<>();
            for (String knob : Plot.labels(shown, 0)) {
                List<Chart.Point> points = new ArrayList<>();
                for (Row row : Plot.rows(shown, 0, knob)) {
                    points.add(new Chart.Point(
                            shown.indexOf(row),
                            COLUMNS.get(column).times() * row.values().get(column)));
                }
                knobs.add(new Series(knob, points));
            }
            panels.add(new Panel(COLUMNS.get(column).heading(), knobs));
        }
        return new Chart("One default changed at a time", "changed", ticks, panels);
    }
}
