package io.wayfinder.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The metrics that there are: names are a contract with whoever graphs them. docs/METRICS.md says the same, and a test holds it to it. */
final class MetricCatalogue {

    enum Type {
        /** Only ever counts up; is called {@code ..._total}. */
        COUNTER,
        GAUGE,
        /** Not in the catalogue. */
        UNKNOWN,
    }

    record Metric(Type type, String help) {}

    private static final Metric UNKNOWN = new Metric(Type.UNKNOWN, "not described");

    private static final Map<String, Metric> METRICS = read();

    private MetricCatalogue() {}

    /** @param name as the counters have it: without prefix, suffix and labels */
    static Metric get(String name) {
        return METRICS.getOrDefault(name, UNKNOWN);
    }

    /** By name. */
    static Map<String, Metric> all() {
        return METRICS;
    }

    /** Lines of {@code type name | help}. */
    private static Map<String, Metric> read() {
        try (InputStream file = MetricCatalogue.class.getResourceAsStream("metrics.txt")) {
            if (file == null) {
                throw new IllegalStateException("metrics.txt is not in this build");
            }
            Map<String, Metric> metrics = new LinkedHashMap<>();
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split(" ", 4);
                metrics.put(parts[1], new Metric(Type.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[3]));
            }
            return metrics;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
