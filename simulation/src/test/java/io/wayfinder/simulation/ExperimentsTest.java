package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Experiments.Stage;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExperimentsTest {

    private static final Scale TINY = new Scale(List.of(14), true);
    private static final Scale BEYOND_K = new Scale(List.of(30), true);
    /** Sybils try thousands of keys each. */
    private static final Scale FEWEST = new Scale(List.of(8), true);

    /** Each experiment is made once. */
    private static final Map<String, Findings> FINDINGS = new LinkedHashMap<>();

    private static Findings of(String name) {
        return FINDINGS.computeIfAbsent(name, each -> run(each, 1));
    }

    /** As many as k or fewer know one another whatever happens. */
    private static Findings run(String name, long seed) {
        Scale scale = switch (name) {
            case "churn", "knobs" -> BEYOND_K;
            case "eclipse" -> FEWEST;
            default -> TINY;
        };
        return Experiments.run(name, scale, seed, stage -> {}, () -> 0, Crew.ALONE);
    }

    @TestFactory
    Stream<DynamicTest> everyExperimentGivesARowForEachRunAndAChartOfThem() {
        return Experiments.all().sequencedKeySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> isWhole(of(name))));
    }

    private static void isWhole(Findings findings) {
        assertFalse(findings.rows().isEmpty());
        for (Row row : findings.rows()) {
            assertEquals(findings.factors().size(), row.labels().size());
            assertEquals(findings.columns().size(), row.values().size());
            assertTrue(row.events() > 1_000, row.toString());
            for (int i = 0; i < findings.columns().size(); i++) {
                Column column = findings.columns().get(i);
                double value = row.values().get(i);
                assertTrue(Double.isNaN(value) || value >= 0, column.key() + " of " + row);
                assertTrue(Double.isNaN(value) || column.times() < 100 || value <= 1, column.key() + " of " + row);
            }
        }
        assertFalse(findings.chart().panels().isEmpty());
        for (Panel panel : findings.chart().panels()) {
            assertTrue(
                    panel.series().stream().anyMatch(series -> !series.points().isEmpty()), panel.toString());
        }
    }

    @Test
    void theSameSeedGivesTheSameFindingsAndAnotherDoesNot() {
        assertEquals(of("lookups"), run("lookups", 1));
        assertNotEquals(of("lookups").rows(), run("lookups", 2).rows());
    }

    @Test
    void progressNumbersTheRuns() {
        List<Stage> stages = new ArrayList<>();
        Scale two = new Scale(List.of(8, 12), true);
        Experiments.run("lookups", two, 1, stages::add, () -> 0, Crew.ALONE);
        assertEquals(List.of(1, 2), stages.stream().map(Stage::run).distinct().toList());
        assertEquals(2, stages.getFirst().runs());
        assertEquals("8", stages.getFirst().label());
    }

    @Test
    void moreChurnCostsMoreTraffic() {
        assertTrue(value("churn", "datagramsPerSecond", "5 min", "0 % loss")
                > value("churn", "datagramsPerSecond", "60 min", "0 % loss"));
    }

    @Test
    void moreLossCostsMoreTime() {
        assertTrue(
                value("churn", "msMedian", "60 min", "20 % loss") > value("churn", "msMedian", "60 min", "0 % loss"));
    }

    @Test
    void morePathsCostMoreRequestsAndASmallerKFewer() {
        double defaults = value("knobs", "queries", "defaults", "");
        assertTrue(value("knobs", "queries", "paths", "3") > defaults);
        assertTrue(value("knobs", "queries", "k", "8") < defaults);
    }

    @Test
    void quotasKeepOneNetworkOutOfTheTables() {
        double with = value("eclipse", "notThere", "Sybils in one /24", "1 path", "50 %");
        double without = value("eclipse", "notThere", "Sybils in one /24", "1 path, no quotas", "50 %");
        assertTrue(with < without, with + " with quotas, " + without + " without");
    }

    @Test
    void bothHalvesFindEachOtherAgain() {
        assertTrue(value("partition", "fillApart", "60 min") < 0.9);
        assertTrue(value("partition", "foundAfter", "60 min") < 120);
    }

    @Test
    void whatIsWrongIsTold() {
        assertThrows(
                IllegalArgumentException.class, () -> Experiments.run("x", TINY, 1, stage -> {}, () -> 0, Crew.ALONE));
        assertThrows(IllegalArgumentException.class, () -> new Scale(List.of(1), false));
        assertThrows(
                IllegalArgumentException.class,
                () -> Experiments.run("churn", new Scale(List.of(8, 9), true), 1, stage -> {}, () -> 0, Crew.ALONE));
    }

    private static double value(String experiment, String column, String... labels) {
        Findings findings = of(experiment);
        int at = findings.columns().stream().map(Column::key).toList().indexOf(column);
        return findings.rows().stream()
                .filter(row -> row.labels().equals(List.of(labels)))
                .findFirst()
                .orElseThrow()
                .values()
                .get(at);
    }
}
