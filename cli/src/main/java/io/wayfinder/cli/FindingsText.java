package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Findings;
import io.wayfinder.simulation.Findings.Column;
import io.wayfinder.simulation.Findings.Row;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of an experiment, for people and for programs. */
final class FindingsText {

    private FindingsText() {}

    static JsonObject json(Findings findings, long realMs) {
        JsonArray rows = new JsonArray();
        for (Row row : findings.rows()) {
            JsonObject object = new JsonObject();
            for (int i = 0; i < findings.factors().size(); i++) {
                object.put(findings.factors().get(i), row.labels().get(i));
            }
            for (int i = 0; i < findings.columns().size(); i++) {
                double value = row.values().get(i);
                object.put(findings.columns().get(i).key(), Double.isFinite(value) ? value : null);
            }
            rows.add(object.put("virtualMs", row.virtualMs())
                    .put("events", row.events())
                    .put("trace", row.trace()));
        }
        return new JsonObject()
                .put("experiment", findings.experiment())
                .put("question", findings.question())
                .put("seed", findings.seed())
                .put("realMs", realMs)
                .put("rows", rows);
    }

    static void print(PrintStream out, Findings findings, boolean markdown) {
        List<String> headings = new ArrayList<>(findings.factors());
        findings.columns().stream().map(Column::heading).forEach(headings::add);
        if (markdown) {
            out.println("| " + String.join(" | ", headings) + " |");
            out.println("|---".repeat(headings.size()) + "|");
            findings.rows().forEach(row -> out.println("| " + String.join(" | ", cells(findings, row)) + " |"));
            return;
        }
        out.println(findings.question());
        out.println();
        Table table = new Table(headings.toArray(String[]::new));
        findings.rows().forEach(row -> table.row(cells(findings, row).toArray(String[]::new)));
        table.print(out);
    }

    private static List<String> cells(Findings findings, Row row) {
        List<String> cells = new ArrayList<>(row.labels());
        for (int i = 0; i < findings.columns().size(); i++) {
            Column column = findings.columns().get(i);
            double shown = column.times() * row.values().get(i);
            cells.add(
                    Double.isFinite(shown) ? String.format(Locale.ROOT, "%,." + column.decimals() + "f", shown) : "-");
        }
        return cells;
    }
}
