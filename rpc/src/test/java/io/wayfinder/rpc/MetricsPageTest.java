package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void totalsAreCountersAndSizesAreGauges() {
        List<String> lines = render(Map.of(
                "packets_total{reason=\"bad_rlp\"}", 7L, "packets_total{reason=\"too_short\"}", 0L, "table_nodes", 12L));
        assertTrue(lines.contains("# TYPE wayfinder_packets_total counter"));
        assertTrue(lines.contains("wayfinder_packets_total{reason=\"bad_rlp\"} 7.0"));
        assertTrue(lines.contains("wayfinder_packets_total{reason=\"too_short\"} 0.0"));
        assertTrue(lines.contains("# TYPE wayfinder_table_nodes gauge"));
        assertTrue(lines.contains("wayfinder_table_nodes 12.0"));
    }

    @Test
    void familyIsInOnePieceWithItsTypeFirst() {
        List<String> lines = render(Map.of("a_total{x=\"1\"}", 1L, "b", 2L, "a_total{x=\"2\"}", 3L));
        int type = lines.indexOf("# TYPE wayfinder_a_total counter");
        assertTrue(lines.get(type + 1).startsWith("wayfinder_a_total{"));
        assertTrue(lines.get(type + 2).startsWith("wayfinder_a_total{"));
        assertEquals(1, lines.stream().filter("# TYPE wayfinder_a_total counter"::equals).count());
    }

    @Test
    void jvmIsThereToo() {
        List<String> lines = render(Map.of());
        for (String name : List.of("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds")) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("# TYPE " + name + " gauge")), name);
        }
    }

    @Test
    void everyLineIsOfTheTextFormat() {
        String name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
        String label = "[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\"";
        String sample = name + "(\\{" + label + "(," + label + ")*,?\\})? (-?[0-9.]+(E-?[0-9]+)?|NaN|[+-]Inf)";
        for (String line : render(Map.of("odd{path=\"a\\b\"}", 1L, "bare{reason=TOO_LONG}", 2L))) {
            assertTrue(line.startsWith("# HELP ") || line.startsWith("# TYPE ") || line.matches(sample), line);
        }
    }

    private static List<String> render(Map<String, Long> values) {
        try (MetricsPage page = new MetricsPage()) {
            return page.render(values).toString().lines().toList();
        }
    }
}
