package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Chart.Series;
import io.wayfinder.simulation.Experiment.Reading;
import io.wayfinder.simulation.Experiment.Variation;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import io.wayfinder.simulation.Scenario.Adversaries;
import io.wayfinder.simulation.Scenario.Errands;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes of one owner who wants look-ups to end with his. Sybils that are next to a victim are judged by look-ups for the
 * victim, all others by look-ups for any honest node.
 */
final class EclipseExperiment {

    private static final long MINUTE_MS = 60_000;
    private static final List<Integer> MALICIOUS_PERCENT = List.of(10, 20, 33, 50);
    private static final int WITHOUT = 1_000_000;

    private static final List<Column> COLUMNS = List.of(
            Column.share("captured", "in the attacker's hands"),
            Column.share("success", "found"),
            Column.share("foreign", "attackers in results"),
            Column.share("notThere", "attackers in tables"),
            Column.number("queries", "FINDNODEs"),
            Column.whole("msMedian", "median (ms)"));

    /**
     * @param name for people
     * @param shown the column of the chart, which says most of it
     * @param heading short enough to stand beside a panel
     */
    private record Attack(String name, AdversaryKind kind, int shown, String heading) {}

    private record Defence(String name, Limits limits, int paths) {}

    private static final List<Attack> ATTACKS = List.of(
            new Attack("uniform Sybils", AdversaryKind.SYBIL, 0, "uniform: captured (%)"),
            new Attack("Sybils next to a victim", AdversaryKind.TARGETED_SYBIL, 2, "at a victim: in results (%)"),
            new Attack("Sybils in one /24", AdversaryKind.ECLIPSE, 3, "one /24: in tables (%)"),
            new Attack("poisoning", AdversaryKind.POISONER, 4, "poisoning: FINDNODEs"));

    private static final Limits NO_QUOTAS = withoutQuotas();

    private static final List<Defence> DEFENCES = List.of(
            new Defence("1 path", Limits.DEFAULT, 1),
            new Defence("1 path, no quotas", NO_QUOTAS, 1),
            new Defence("2 paths", Limits.DEFAULT, 2),
            new Defence("3 paths", Limits.DEFAULT, 3));

    private EclipseExperiment() {}

    static Experiment of(Scale scale) {
        List<Variation> variations = new ArrayList<>();
        for (Attack attack : ATTACKS) {
            for (Defence defence : DEFENCES) {
                for (int percent : scale.some(MALICIOUS_PERCENT)) {
                    // Quotas count addresses: only who has all in one network meets them.
                    if (attack.kind() == AdversaryKind.ECLIPSE
                            || !defence.limits().equals(NO_QUOTAS)) {
                        variations.add(variation(attack, defence, percent, scale));
                    }
                }
            }
        }
        return new Experiment(
                "eclipse",
                "How many look-ups end in the attacker's hands, and what does each defence change?",
                List.of("attack", "defence", "malicious"),
                COLUMNS,
                variations,
                EclipseExperiment::chart);
    }

    private static Variation variation(Attack attack, Defence defence, int percent, Scale scale) {
        double forEachHonest = percent / (100.0 - percent);
        boolean forVictim = attack.kind() == AdversaryKind.TARGETED_SYBIL;
        Scenario scenario = Scenarios.STEADY
                .withNodes(scale.size(200))
                .withErrands(new Errands(0, defence.paths(), forVictim))
                .withLimits(defence.limits())
                .withAdversaries(List.of(new Adversaries(attack.kind(), forEachHonest)))
                .lasting(scale.ms(6 * MINUTE_MS))
                .joiningWithin(scale.ms(6 * MINUTE_MS) / 4);
        return Variation.of(
                List.of(attack.name(), defence.name(), percent + " %"), scenario, course -> measure(course, scale));
    }

    private static Limits withoutQuotas() {
        TableLimits table = Limits.DEFAULT.table();
        for (String quota : List.of("bucketIpv4", "bucketIpv6", "tableIpv4", "tableIpv6")) {
            table = Varied.with(table, quota, WITHOUT);
        }
        return Varied.with(
                Varied.with(Limits.DEFAULT, "table", table),
                "sessions",
                Varied.with(Limits.DEFAULT.sessions(), "sessionsPerPrefix", WITHOUT));
    }

    private static Reading measure(Course course, Scale scale) {
        long durationMs = course.run().scenario().durationMs();
        course.until(durationMs / 2);
        course.lookUp(scale.count(1_000), durationMs * 2 / 5);
        Summary summary = course.end();
        Summary.Lookups lookups = summary.lookups();
        return Reading.of(
                lookups.capture(),
                lookups.success(),
                lookups.foreign(),
                summary.tables().notThere(),
                lookups.queries(),
                lookups.msMedian());
    }

    private static Chart chart(List<Row> rows) {
        List<String> ticks = Plot.labels(rows, 2);
        List<Panel> panels = new ArrayList<>();
        for (Attack attack : ATTACKS) {
            List<Row> ofAttack = Plot.rows(rows, 0, attack.name());
            double times = COLUMNS.get(attack.shown()).times();
            List<Series> all = new ArrayList<>();
            for (String defence : Plot.labels(ofAttack, 1)) {
                all.add(Plot.series(defence, Plot.rows(ofAttack, 1, defence), ticks, 2, attack.shown(), times));
            }
            panels.add(new Panel(attack.heading(), all));
        }
        return new Chart("What attackers get", "malicious nodes, of all", ticks, panels);
    }
}
