package io.wayfinder.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** A filter for peers, as {@code wayfinder_peers} takes it: {@code NAME=VALUE[,VALUE...]}, or JSON. */
final class FilterArgument {

    private static final Set<String> NUMBERS = Set.of("attnets", "syncnets", "ipVersion");

    private FilterArgument() {}

    /** All of them together. @throws Failure for one that is neither */
    static JsonObject parse(List<String> arguments) {
        JsonObject filter = new JsonObject();
        for (String argument : arguments) {
            if (argument.strip().startsWith("{")) {
                filter.mergeIn(json(argument));
            } else {
                int equals = argument.indexOf('=');
                if (equals <= 0 || equals == argument.length() - 1) {
                    throw Failure.badInput(
                            "bad filter '" + argument + "': it should be NAME=VALUE, such as client=Geth");
                }
                String name = argument.substring(0, equals).strip();
                List<Object> values = List.of(argument.substring(equals + 1).split(",")).stream()
                        .map(value -> value(name, value.strip()))
                        .toList();
                filter.put(name, values.size() == 1 ? values.getFirst() : new JsonArray(values));
            }
        }
        return filter;
    }

    private static Object value(String name, String text) {
        if (name.equals("live") && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return NUMBERS.contains(name) && text.matches("\\d{1,9}") ? Integer.valueOf(text) : text;
    }

    private static JsonObject json(String argument) {
        try {
            return new JsonObject(argument);
        } catch (DecodeException e) {
            throw Failure.badInput("bad filter " + ContactArgument.shortened(argument) + ": it is not JSON", e);
        }
    }
}
