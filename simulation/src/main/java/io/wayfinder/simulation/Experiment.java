package io.wayfinder.simulation;

import io.wayfinder.simulation.Chart.Series;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A question, the runs that answer it, and what is read off each.
 *
 * @param factors what is varied
 * @param drawing makes a chart of the rows
 */
record Experiment(
        String name,
        String question,
        List<String> factors,
        List<Column> columns,
        List<Variation> variations,
        Function<List<Row>, Chart> drawing) {

    /**
     * @param labels one for each factor
     * @param realCurve where CPU time is measured; the trace is the same
     */
    record Variation(List<String> labels, Scenario scenario, boolean realCurve, Measure measure) {

        static Variation of(List<String> labels, Scenario scenario, Measure measure) {
            return new Variation(labels, scenario, false, measure);
        }
    }

    /** Lets a run happen and reads off it. */
    @FunctionalInterface
    interface Measure {
        Reading of(Course course);
    }

    /** @param values one for each column */
    record Reading(List<Double> values, List<Series> curves) {

        static Reading of(Double... values) {
            return new Reading(Arrays.asList(values), List.of());
        }
    }
}
