package io.wayfinder.simulation;

import io.wayfinder.simulation.Chart.Point;
import io.wayfinder.simulation.Chart.Series;
import io.wayfinder.simulation.Experiment.Reading;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.Scenario.Errands;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From a node's start to a table that is worth something: one by one into a steady network, and all at once. */
final class JoiningExperiment {

    private static final long MINUTE_MS = 60_000;
    private static final long SECOND_MS = 1_000;
    /** Watched of a crowd. */
    private static final int SAMPLE = 250;

    private static final int NEWCOMERS = 100;
    /** Steps of a curve. */
    private static final int STEPS = 40;

    private static final List<Column> COLUMNS = List.of(
            Column.share("full", "table got full"),
            Column.whole("full50", "full: median (s)"),
            Column.whole("full90", "90 % (s)"),
            Column.whole("full99", "99 % (s)"),
            Column.share("neighbours", "got the 16 nearest"),
            Column.whole("neighbours50", "16 nearest: median (s)"),
            Column.whole("neighbours90", "90 % (s)"),
            Column.whole("neighbours99", "99 % (s)"));

    private JoiningExperiment() {}

    static Experiment of(Scale scale) {
        Scenario steady = Scenarios.STEADY
                .withNodes(scale.size(1_000))
                .withErrands(new Errands(0, 1, false))
                .lasting(scale.ms(20 * MINUTE_MS));
        Scenario crowd = Scenarios.STEADY
                .withNodes(scale.size(5_000))
                .withErrands(new Errands(0, 1, false))
                .lasting(scale.ms(10 * MINUTE_MS))
                .joiningWithin(Math.min(MINUTE_MS, scale.ms(10 * MINUTE_MS) / 4));
        return new Experiment(
                "joining",
                "How long is it from a node's start to a full table, and to its 16 nearest neighbours?",
                List.of("who joins"),
                COLUMNS,
                List.of(
                        Variation.of(
                                List.of(text("one by one into %,d", steady.nodes())),
                                steady,
                                course -> oneByOne(course, scale)),
                        Variation.of(
                                List.of(text("%,d within a minute", crowd.nodes())), crowd, JoiningExperiment::atOnce)),
                JoiningExperiment::chart);
    }

    private static String text(String format, int nodes) {
        return String.format(Locale.ROOT, format, nodes);
    }

    /** The network has half of the time to become steady; then they come evenly in a fifth of it. */
    private static Reading oneByOne(Course course, Scale scale) {
        long durationMs = course.run().scenario().durationMs();
        course.until(durationMs / 2);
        Joining joining = new Joining(course.world(), 1);
        course.world().onlookers().add(joining);
        int newcomers = scale.count(NEWCOMERS);
        for (int i = 0; i < newcomers; i++) {
            course.world().schedule(durationMs / 5 * i / newcomers, course.run()::join);
        }
        return watch(course, joining);
    }

    private static Reading atOnce(Course course) {
        Joining joining =
                new Joining(course.world(), Math.max(1, course.run().scenario().nodes() / SAMPLE));
        course.world().onlookers().add(joining);
        return watch(course, joining);
    }

    private static Reading watch(Course course, Joining joining) {
        while (!course.run().isOver()) {
            course.until(course.nowMs() + SECOND_MS);
            joining.look();
        }
        List<Double> values = new ArrayList<>();
        List<Series> curves = new ArrayList<>();
        for (List<Double> seconds : List.of(joining.full(), joining.neighbours())) {
            double share = (double) seconds.size() / Math.max(1, joining.watched());
            values.add(share);
            for (double part : List.of(0.5, 0.9, 0.99)) {
                values.add(quantile(seconds, part, joining.watched()));
            }
            List<Point> points = new ArrayList<>();
            for (int step = 0; step <= STEPS; step++) {
                double part = (double) step / STEPS;
                points.add(new Point(quantile(seconds, part, joining.watched()), 100 * part));
            }
            curves.add(new Series(
                    course.run().scenario().name(),
                    points.stream().filter(point -> Double.isFinite(point.x())).toList()));
        }
        return new Reading(values, curves);
    }

    /** NaN when fewer than that part of all got there. */
    private static double quantile(List<Double> seconds, double part, int all) {
        List<Double> sorted = seconds.stream().sorted().toList();
        int place = Math.max(0, (int) Math.ceil(part * all) - 1);
        return place < sorted.size() ? sorted.get(place) : Double.NaN;
    }

    private static Chart chart(List<Row> rows) {
        return new Chart(
                "Joining",
                "seconds since the node started",
                List.of(),
                List.of(
                        Plot.curves("nodes with a full table (%)", rows, "", 0),
                        Plot.curves("nodes that know their 16 nearest (%)", rows, "", 1)));
    }
}
