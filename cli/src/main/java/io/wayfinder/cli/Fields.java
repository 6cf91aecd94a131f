package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** One object as a result: with {@code --json} as it is, else a field a line. */
final class Fields {

    private Fields() {}

    static void print(PrintStream out, boolean json, JsonObject object) {
        if (json) {
            out.println(object.encode());
            return;
        }
        int width = object.fieldNames().stream().mapToInt(String::length).max().orElse(0);
        object.forEach(field -> {
            if (field.getValue() instanceof JsonObject inner && !inner.isEmpty()) {
                out.println(field.getKey());
                int innerWidth = inner.fieldNames().stream()
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
                inner.forEach(entry -> line(out, "  ", entry.getKey(), innerWidth, entry.getValue()));
            } else {
                line(out, "", field.getKey(), width, field.getValue());
            }
        });
    }

    private static void line(PrintStream out, String indent, String name, int width, Object value) {
        out.println(indent + name + " ".repeat(width - name.length()) + "  " + text(value));
    }

    private static String text(Object value) {
        return switch (value) {
            case JsonArray array -> array.stream().map(Fields::text).collect(Collectors.joining(", ", "[", "]"));
            case JsonObject object ->
                object.stream()
                        .map(field -> field.getKey() + " " + text(field.getValue()))
                        .collect(Collectors.joining(", "));
            default -> String.valueOf(value);
        };
    }
}
