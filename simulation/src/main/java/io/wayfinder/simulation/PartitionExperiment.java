package io.wayfinder.simulation;

import io.wayfinder.simulation.Chart.Point;
import io.wayfinder.simulation.Chart.Series;
import io.wayfinder.simulation.Experiment.Reading;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.Scenario.Errands;
import io.wayfinder.simulation.Scenario.Split;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Two halves that forgot each other. */
final class PartitionExperiment {

    private static final long MINUTE_MS = 60_000;
    /** Look-ups across, and what of them is told, every so often. */
    private static final long WINDOW_MS = 10_000;

    private static final int LOOKUPS = 50;
    private static final double MERGED = 0.95;

    private static final List<Column> COLUMNS = List.of(
            Column.share("fillBefore", "table filled: before"),
            Column.share("fillApart", "apart"),
            Column.share("fillAfter", "at the end"),
            Column.whole("foundAfter", "look-ups across find after (s)"),
            Column.whole("mergedAfter", "tables merged after (s)"));

    private PartitionExperiment() {}

    static Experiment of(Scale scale) {
        List<Variation> variations = new ArrayList<>();
        for (int minutes : scale.some(List.of(5, 15, 60))) {
            long fromMs = scale.ms(10 * MINUTE_MS);
            long untilMs = fromMs + scale.ms(minutes * MINUTE_MS);
            Scenario scenario = Scenarios.STEADY
                    .withNodes(scale.size(500))
                    .withErrands(new Errands(0, 1, false))
                    .lasting(untilMs + scale.ms(30 * MINUTE_MS))
                    .joiningWithin(scale.ms(2 * MINUTE_MS))
                    .withSplit(new Split(0.5, fromMs, untilMs));
            variations.add(Variation.of(List.of(minutes + " min"), scenario, PartitionExperiment::measure));
        }
        return new Experiment(
                "partition",
                "How long does it take until two halves of a network that were apart are one again?",
                List.of("apart for"),
                COLUMNS,
                variations,
                PartitionExperiment::chart);
    }

    private static Reading measure(Course course) {
        Split split = Objects.requireNonNull(course.run().scenario().split());
        course.until(split.fromMs());
        double before = TableCensus.of(course.world()).fill();
        course.until(split.untilMs());
        double apart = TableCensus.of(course.world()).fill();
        double foundAfter = Double.NaN;
        double mergedAfter = Double.NaN;
        List<Point> found = new ArrayList<>();
        List<Point> filled = new ArrayList<>();
        SplittableRandom choices = course.world().seeds().of(Purpose.ERRANDS, 1);
        while (!course.run().isOver()) {
            double success = successAcross(course, split, choices);
            double fill = TableCensus.rough(course.world()).fill();
            double seconds = (course.nowMs() - split.untilMs()) / 1_000.0;
            found.add(new Point(seconds / 60, 100 * success));
            filled.add(new Point(seconds / 60, 100 * fill));
            foundAfter = Double.isNaN(foundAfter) && success >= MERGED ? seconds : foundAfter;
            mergedAfter = Double.isNaN(mergedAfter) && fill >= MERGED * before ? seconds : mergedAfter;
        }
        double after = TableCensus.of(course.world()).fill();
        return new Reading(
                List.of(before, apart, after, foundAfter, mergedAfter),
                List.of(new Series("found", found), new Series("filled", filled)));
    }

    /** In one window: the share of look-ups from one half into the other that found their node. */
    private static double successAcross(Course course, Split split, SplittableRandom choices) {
        LookupLog log = course.run().lookups();
        long judged = log.judged();
        long found = log.found();
        for (int i = 0; i < LOOKUPS; i++) {
            course.world().schedule(WINDOW_MS / 2 * i / LOOKUPS, () -> across(course, split, choices));
        }
        course.until(course.nowMs() + WINDOW_MS);
        return (double) (log.found() - found) / Math.max(1, log.judged() - judged);
    }

    private static void across(Course course, Split split, SplittableRandom choices) {
        List<HonestNode> alive = course.world().alive();
        HonestNode by = alive.get(choices.nextInt(alive.size()));
        List<HonestNode> others = alive.stream()
                .filter(other -> Run.side(split, other) != Run.side(split, by))
                .toList();
        if (!others.isEmpty()) {
            course.run().lookups().start(by, others.get(choices.nextInt(others.size())));
        }
    }

    private static Chart chart(List<Row> rows) {
        return new Chart(
                "After a separation",
                "minutes since the network is whole again",
                List.of(),
                List.of(
                        Plot.curves("look-ups across found (%)", rows, "apart for ", 0),
                        Plot.curves("table filled (%)", rows, "apart for ", 1)));
    }
}
