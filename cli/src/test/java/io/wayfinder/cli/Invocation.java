package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command run in this process, and what came of it. */
record Invocation(int code, String out, String err) {

    static final Map<String, String> LOOPBACK = Map.of("WAYFINDER_NETRESTRICT", "127.0.0.0/8,::1/128");

    static Invocation of(String... arguments) {
        return with(Map.of(), "", arguments);
    }

    static Invocation reading(String stdin, String... arguments) {
        return with(Map.of(), stdin, arguments);
    }

    static Invocation with(Map<String, String> environment, String stdin, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Wayfinder.execute(console(environment, stdin, out, err), arguments);
        return new Invocation(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Console console(
            Map<String, String> environment, String stdin, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        Map<String, String> all = new LinkedHashMap<>(LOOPBACK);
        all.putAll(environment);
        return new Console(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                all,
                false,
                false);
    }

    JsonObject json() {
        return new JsonObject(out);
    }

    List<JsonObject> jsonLines() {
        return out.lines().map(JsonObject::new).toList();
    }

    /** The one line that a user sees of a mistake. */
    String complaint() {
        List<String> lines =
                err.lines().filter(line -> line.startsWith("wayfinder: ")).toList();
        if (lines.size() != 1) {
            throw new AssertionError("one line was expected, not: " + err);
        }
        return lines.getFirst();
    }
}
