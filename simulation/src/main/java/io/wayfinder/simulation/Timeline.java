package io.wayfinder.simulation;

import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Chart.Point;
import io.wayfinder.simulation.Chart.Series;
import java.util.ArrayList;
import java.util.List;

/** What a run looks like over its virtual time: sampled, so that a chart of it stays small. */
public final class Timeline {

    private static final int SAMPLES = 80;

    /** Fewer make no share. */
    private static final int LOOKUPS_MIN = 20;

    private static final double MINUTE_MS = 60_000;

    private final List<Point> alive = new ArrayList<>();
    private final List<Point> fill = new ArrayList<>();
    private final List<Point> notThere = new ArrayList<>();
    private final List<Point> success = new ArrayList<>();
    private final List<Point> traffic = new ArrayList<>();

    private String title = "";
    private long sampledMs;
    private long judged;
    private long found;
    private Traffic.Sum sent = Traffic.Sum.NONE;

    /** Takes a sample if one is due. */
    void look(Run run) {
        Scenario scenario = run.scenario();
        title = "%s: %,d nodes".formatted(scenario.name(), scenario.nodes());
        if (run.world().nowMs() - sampledMs >= scenario.durationMs() / SAMPLES || run.isOver()) {
            sample(run);
        }
    }

    private void sample(Run run) {
        sampledMs = run.world().nowMs();
        double minutes = sampledMs / MINUTE_MS;
        alive.add(new Point(minutes, run.world().alive().size()));
        Summary.Tables tables = TableCensus.rough(run.world());
        fill.add(new Point(minutes, 100 * tables.fill()));
        notThere.add(new Point(minutes, 100 * tables.notThere()));
        Traffic.Sum now = run.traffic().sum();
        traffic.add(new Point(minutes, now.since(sent).datagramsPerSecond()));
        sent = now;
        LookupLog lookups = run.lookups();
        if (lookups.judged() - judged >= LOOKUPS_MIN) {
            double share = (double) (lookups.found() - found) / (lookups.judged() - judged);
            success.add(new Point(minutes, 100 * share));
            judged = lookups.judged();
            found = lookups.found();
        }
    }

    /** What was seen. */
    public Chart chart() {
        return new Chart(
                title,
                "virtual time (minutes)",
                List.of(),
                List.of(
                        new Panel("nodes", List.of(new Series("nodes that are there", alive))),
                        new Panel(
                                "share (%)",
                                List.of(
                                        new Series("table, of a perfect one", fill),
                                        new Series("live entries not there", notThere),
                                        new Series("look-ups that found their node", success))),
                        new Panel("datagrams/s of a node", List.of(new Series("sent by a node", traffic)))));
    }
}
