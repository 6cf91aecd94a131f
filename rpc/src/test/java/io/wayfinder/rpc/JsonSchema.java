package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As much of JSON Schema as our document uses; a keyword that is not known here is a problem, not ignored. */
final class JsonSchema {

    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "type",
            "description",
            "enum",
            "pattern",
            "maxLength",
            "minimum",
            "maximum",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "additionalProperties",
            "oneOf");

    private final JsonObject document;
    private final List<String> problems = new ArrayList<>();

    private JsonSchema(JsonObject document) {
        this.document = document;
    }

    /** @param document that references lead into */
    static List<String> problems(JsonObject document, JsonObject schema, @Nullable Object value) {
        JsonSchema check = new JsonSchema(document);
        check.check("$", schema, value);
        return check.problems;
    }

    private void check(String at, JsonObject schema, @Nullable Object value) {
        if (!KEYWORDS.containsAll(schema.fieldNames())) {
            problems.add(at + ": unknown keywords in " + schema.encode());
        }
        if (schema.containsKey("$ref")) {
            check(at, resolve(schema.getString("$ref")), value);
        }
        if (schema.containsKey("type") && !isOf(schema.getString("type"), value)) {
            problems.add(at + ": not of type " + schema.getString("type") + ": " + value);
            return;
        }
        if (schema.containsKey("enum") && !schema.getJsonArray("enum").contains(value)) {
            problems.add(at + ": not among " + schema.getJsonArray("enum") + ": " + value);
        }
        if (schema.containsKey("oneOf")) {
            long matching = schema.getJsonArray("oneOf").stream()
                    .filter(one -> problems(document, (JsonObject) one, value).isEmpty())
                    .count();
            if (matching != 1) {
                problems.add(at + ": " + matching + " forms match " + value);
            }
        }
        switch (value) {
            case String text -> checkText(at, schema, text);
            case Number number -> checkNumber(at, schema, number);
            case JsonArray array -> checkArray(at, schema, array);
            case JsonObject object -> checkObject(at, schema, object);
            case null, default -> {}
        }
    }

    private JsonObject resolve(String reference) {
        JsonObject found = document;
        for (String name : reference.substring("#/".length()).split("/", -1)) {
            found = found.getJsonObject(name);
        }
        return found;
    }

    private static boolean isOf(String type, @Nullable Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long || value instanceof BigInteger;
            case "array" -> value instanceof JsonArray;
            case "object" -> value instanceof JsonObject;
            default -> throw new AssertionError(type);
        };
    }

    private void checkText(String at, JsonObject schema, String text) {
        if (schema.containsKey("pattern") && !text.matches(schema.getString("pattern"))) {
            problems.add(at + ": not " + schema.getString("pattern") + ": " + text);
        }
        if (text.length() > schema.getInteger("maxLength", Integer.MAX_VALUE)) {
            problems.add(at + ": too long: " + text);
        }
    }

    private void checkNumber(String at, JsonObject schema, Number number) {
        if (number.longValue() < schema.getLong("minimum", Long.MIN_VALUE)
                || number.longValue() > schema.getLong("maximum", Long.MAX_VALUE)) {
            problems.add(at + ": out of range: " + number);
        }
    }

    private void checkArray(String at, JsonObject schema, JsonArray array) {
        if (array.size() < schema.getInteger("minItems", 0)
                || array.size() > schema.getInteger("maxItems", Integer.MAX_VALUE)) {
            problems.add(at + ": " + array.size() + " items");
        }
        if (schema.containsKey("items")) {
            for (int i = 0; i < array.size(); i++) {
                check(at + "[" + i + "]", schema.getJsonObject("items"), array.getValue(i));
            }
        }
    }

    private void checkObject(String at, JsonObject schema, JsonObject object) {
        for (Object name : schema.getJsonArray("required", new JsonArray())) {
            if (!object.containsKey((String) name)) {
                problems.add(at + ": without " + name);
            }
        }
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : object.fieldNames()) {
            Object others = schema.getValue("additionalProperties");
            if (properties.containsKey(name)) {
                check(at + "." + name, properties.getJsonObject(name), object.getValue(name));
            } else if (others instanceof JsonObject other) {
                check(at + "." + name, other, object.getValue(name));
            } else if (Boolean.FALSE.equals(others)) {
                problems.add(at + ": unknown " + name);
            }
        }
    }
}
