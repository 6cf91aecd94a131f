package io.wayfinder.simulation;

import io.wayfinder.simulation.Chart.Series;
import java.util.List;

/**
 * What came of an experiment.
 *
 * @param factors what was varied: headings of the rows' labels
 * @param columns what was read off: headings of the rows' values
 */
public record Findings(
        String experiment,
        String question,
        long seed,
        List<String> factors,
        List<Column> columns,
        List<Row> rows,
        Chart chart) {

    /**
     * @param key in JSON, where the values are as they are
     * @param heading for people, with the unit
     * @param times what people see is so many times the value: 100 for a share
     * @param decimals that people see
     */
    public record Column(String key, String heading, double times, int decimals) {

        static Column share(String key, String heading) {
            return new Column(key, heading + " (%)", 100, 1);
        }

        static Column number(String key, String heading) {
            return new Column(key, heading, 1, 2);
        }

        static Column whole(String key, String heading) {
            return new Column(key, heading, 1, 0);
        }
    }

    /**
     * One run.
     *
     * @param values NaN where nothing was measured, or what was waited for did not come
     * @param curves what was read off over time
     */
    public record Row(
            List<String> labels, List<Double> values, List<Series> curves, String trace, long virtualMs, long events) {

        public Row {
            labels = List.copyOf(labels);
            values = List.copyOf(values);
            curves = List.copyOf(curves);
        }
    }

    public Findings {
        factors = List.copyOf(factors);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
