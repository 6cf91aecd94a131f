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
                "packets_dropped{reason=\"bad_seal\"}",
                7L,
                "packets_dropped{reason=\"own_id\"}",
                0L,
                "table_nodes",
                12L));
        assertTrue(lines.contains("# TYPE wayfinder_packets_dropped_total counter"));
        assertTrue(lines.contains("wayfinder_packets_dropped_total{reason=\"bad_seal\"} 7.0"));
        assertTrue(lines.contains("wayfinder_packets_dropped_total{reason=\"own_id\"} 0.0"));
        assertTrue(lines.contains("# TYPE wayfinder_table_nodes gauge"));
        assertTrue(lines.contains("wayfinder_table_nodes 12.0"));
    }

    @Test
    void familyIsInOnePieceWithItsTypeFirst() {
        List<String> lines = render(Map.of("rpc_errors{code=\"1\"}", 1L, "sessions", 2L, "rpc_errors{code=\"2\"}", 3L));
        int type = lines.indexOf("# TYPE wayfinder_rpc_errors_total counter");
        assertTrue(lines.get(type + 1).startsWith("wayfinder_rpc_errors_total{"));
        assertTrue(lines.get(type + 2).startsWith("wayfinder_rpc_errors_total{"));
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.equals("# TYPE wayfinder_rpc_errors_total counter"))
                        .count());
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
