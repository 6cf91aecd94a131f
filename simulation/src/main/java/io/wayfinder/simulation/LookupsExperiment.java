package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Experiment.Reading;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.LookupLog.Errand;
import io.wayfinder.simulation.Omniscient.Found;
import io.wayfinder.simulation.Scenario.Errands;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same look-ups in the network and in a Kademlia with perfect tables. */
final class LookupsExperiment {

    private static final long MINUTE_MS = 60_000;
    /** Look-ups that are still under way end within it. */
    private static final long LAST_MS = 30_000;

    private static final List<Column> COLUMNS = List.of(
            Column.number("hops", "hops"),
            Column.number("hopsOmniscient", "omniscient"),
            Column.number("queries", "FINDNODEs"),
            Column.number("queriesOmniscient", "omniscient"),
            Column.whole("ms", "mean time (ms)"),
            Column.whole("msOmniscient", "omniscient"),
            Column.whole("ms90", "90 % within (ms)"),
            Column.share("success", "found"),
            Column.share("recall", "of the nearest"),
            Column.share("fill", "table filled"));

    private LookupsExperiment() {}

    static Experiment of(Scale scale) {
        List<Variation> variations = new ArrayList<>();
        for (int nodes : scale.sizes(100, 1_000, 10_000, 25_000)) {
            Scenario scenario = Scenarios.STEADY
                    .withNodes(nodes)
                    .withErrands(new Errands(0, 1, false))
                    .lasting(scale.ms(6 * MINUTE_MS) + LAST_MS)
                    .joiningWithin(scale.ms(6 * MINUTE_MS) / 4);
            variations.add(Variation.of(
                    List.of(String.format(Locale.ROOT, "%,d", nodes)), scenario, course -> measure(course, scale)));
        }
        return new Experiment(
                "lookups",
                "How do hops, messages and time of a look-up grow with the network, and how far are they from the best?",
                List.of("nodes"),
                COLUMNS,
                variations,
                LookupsExperiment::chart);
    }

    private static Reading measure(Course course, Scale scale) {
        long lookingMs = scale.ms(6 * MINUTE_MS) / 4;
        course.until(course.run().scenario().durationMs() - LAST_MS - lookingMs);
        course.lookUp(scale.count(1_000), lookingMs);
        Summary summary = course.end();
        World world = course.world();
        Omniscient omniscient = new Omniscient(
                world.alive(),
                Limits.DEFAULT.lookup(),
                Limits.DEFAULT.table().bucketSize(),
                world.seeds().of(Purpose.ERRANDS, 1));
        Samples hops = new Samples();
        Samples queries = new Samples();
        Samples times = new Samples();
        for (Errand errand : course.run().lookups().errands()) {
            Found found = omniscient.lookUp(errand.by(), errand.target().id());
            hops.add(found.hops());
            queries.add(found.queries());
            times.add(found.ms());
        }
        Summary.Lookups lookups = summary.lookups();
        return Reading.of(
                lookups.hops(),
                hops.mean(),
                lookups.queries(),
                queries.mean(),
                lookups.ms(),
                times.mean(),
                lookups.ms90(),
                lookups.success(),
                lookups.recall(),
                summary.tables().fill());
    }

    private static Chart chart(List<Row> rows) {
        List<String> ticks = Plot.labels(rows, 0);
        List<Panel> panels = new ArrayList<>();
        for (int column : List.of(0, 2, 4)) {
            panels.add(new Panel(
                    COLUMNS.get(column).heading(),
                    List.of(
                            Plot.series("Wayfinder", rows, ticks, 0, column, 1),
                            Plot.series("omniscient Kademlia", rows, ticks, 0, column + 1, 1))));
        }
        return new Chart("Look-ups in a steady network", "nodes", ticks, panels);
    }
}
