package io.wayfinder.simulation;

import io.wayfinder.simulation.Experiment.Reading;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Scenario.Errands;
import java.util.ArrayList;
import java.util.List;

/** Nodes that come and go, and links that lose. */
final class ChurnExperiment {

    private static final long MINUTE_MS = 60_000;
    private static final List<Integer> SESSION_MINUTES = List.of(60, 15, 5);
    private static final List<Integer> LOSS_PERCENT = List.of(0, 5, 20);

    static final List<Column> COLUMNS = List.of(
            Column.share("success", "found"),
            Column.share("recall", "of the nearest"),
            Column.share("notThere", "stale entries"),
            Column.share("fill", "table filled"),
            Column.number("queries", "FINDNODEs"),
            Column.whole("msMedian", "median (ms)"),
            Column.whole("ms90", "90 % within (ms)"),
            Column.number("datagramsPerSecond", "datagrams/s"),
            Column.whole("bytesPerSecond", "bytes/s"));

    private ChurnExperiment() {}

    static Experiment of(Scale scale) {
        List<Variation> variations = new ArrayList<>();
        for (int minutes : scale.some(SESSION_MINUTES)) {
            for (int loss : scale.some(LOSS_PERCENT)) {
                variations.add(Variation.of(
                        List.of(minutes + " min", loss + " % loss"),
                        scenario(scale, minutes).withLinks(LinkModel.GOOD.withLoss(loss / 100.0)),
                        course -> measure(course, scale)));
            }
        }
        return new Experiment(
                "churn",
                "How well do look-ups and tables stand churn and loss?",
                List.of("median session", "loss"),
                COLUMNS,
                variations,
                rows -> Plot.ofColumns("Churn and loss", "median session", rows, COLUMNS, 0, 1, 0, 2, 5));
    }

    static Scenario scenario(Scale scale, int medianMinutes) {
        return Scenarios.STEADY
                .withNodes(scale.size(500))
                .withErrands(new Errands(0, 1, false))
                .withChurn(new Churn(medianMinutes * MINUTE_MS, 5 * MINUTE_MS, 0.5))
                .joiningWithin(scale.ms(45 * MINUTE_MS) / 6)
                .lasting(scale.ms(45 * MINUTE_MS));
    }

    /** Look-ups in the last two thirds: by then nodes come and go as they always will. */
    static Reading measure(Course course, Scale scale) {
        long durationMs = course.run().scenario().durationMs();
        course.until(durationMs / 3);
        course.lookUp(scale.count(2_000), durationMs / 2);
        Summary summary = course.end();
        Summary.Lookups lookups = summary.lookups();
        return Reading.of(
                lookups.success(),
                lookups.recall(),
                summary.tables().notThere(),
                summary.tables().fill(),
                lookups.queries(),
                lookups.msMedian(),
                lookups.ms90(),
                summary.steadyTraffic().datagramsPerSecond(),
                summary.steadyTraffic().bytesPerSecond());
    }
}
