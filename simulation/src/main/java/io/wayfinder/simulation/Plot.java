package io.wayfinder.simulation;

import io.wayfinder.simulation.Chart.Panel;
import io.wayfinder.simulation.Chart.Point;
import io.wayfinder.simulation.Chart.Series;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import java.util.ArrayList;
import java.util.List;

/** Charts of an experiment's rows. */
final class Plot {

    private Plot() {}

    /** The labels of a factor, each once. */
    static List<String> labels(List<Row> rows, int factor) {
        return rows.stream().map(row -> row.labels().get(factor)).distinct().toList();
    }

    static List<Row> rows(List<Row> rows, int factor, String label) {
        return rows.stream()
                .filter(row -> row.labels().get(factor).equals(label))
                .toList();
    }

    /** A column over a factor, where rows differ in that one. */
    static Series series(String name, List<Row> rows, List<String> ticks, int factor, int column, double times) {
        List<Point> points = new ArrayList<>();
        for (Row row : rows) {
            points.add(new Point(
                    ticks.indexOf(row.labels().get(factor)),
                    times * row.values().get(column)));
        }
        return new Series(name, points);
    }

    /** A panel of the curves at this place in each row, named after the row's first label. */
    static Panel curves(String title, List<Row> rows, String prefix, int curve) {
        return new Panel(
                title,
                rows.stream()
                        .map(row -> new Series(
                                prefix + row.labels().getFirst(),
                                row.curves().get(curve).points()))
                        .toList());
    }

    /** A panel for each of the columns, over the factor {@code x}, with a line for each label of {@code lines}. */
    static Chart ofColumns(
            String title, String xTitle, List<Row> rows, List<Column> columns, int x, int lines, int... shown) {
        List<String> ticks = labels(rows, x);
        List<Panel> panels = new ArrayList<>();
        for (int column : shown) {
            List<Series> all = new ArrayList<>();
            for (String line : labels(rows, lines)) {
                all.add(series(
                        line,
                        rows(rows, lines, line),
                        ticks,
                        x,
                        column,
                        columns.get(column).times()));
            }
            panels.add(new Panel(columns.get(column).heading(), all));
        }
        return new Chart(title, xTitle, ticks, panels);
    }
}
