package io.wayfinder.rpc;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text format: the node's totals and sizes under {@code wayfinder_}, and the JVM's basics. */
final class MetricsPage implements AutoCloseable {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "wayfinder_";

    /** What is a size now. All others only ever count up, and are called {@code ..._total} (Prometheus, "Metric and label naming"). */
    private static final Set<String> GAUGES = Set.of(
            "answers_peers",
            "calls_running",
            "challenges_open",
            "checks_postponed",
            "commands_running",
            "crypto_provider",
            "found_peer_checks_in_flight",
            "found_peers",
            "found_peers_live",
            "lookups_running",
            "records_known",
            "requests_open",
            "rpc_connections",
            "rpc_subscriptions",
            "searches_running",
            "sent_nonces",
            "sessions",
            "silent_nodes",
            "table_live",
            "table_nodes",
            "talks_pending",
            "voters_ipv4",
            "voters_ipv6");

    /** {@code name} or {@code name{label="value",...}}. */
    private static final Pattern NAME = Pattern.compile("([^{]+)(?:\\{(.*)})?");

    private static final Pattern LABEL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(?:\"([^\"]*)\"|([^\",]*))");

    private final PrometheusMeterRegistry jvm = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private MetricSnapshots node = new MetricSnapshots();

    MetricsPage() {
        MultiCollector values = () -> node;
        jvm.getPrometheusRegistry().register(values);
        collections.bindTo(jvm);
        new ClassLoaderMetrics().bindTo(jvm);
        new JvmMemoryMetrics().bindTo(jvm);
        new JvmThreadMetrics().bindTo(jvm);
        new ProcessorMetrics().bindTo(jvm);
        new FileDescriptorMetrics().bindTo(jvm);
        new UptimeMetrics().bindTo(jvm);
    }

    /** @param values by metric name as in docs/METRICS.md, with labels in braces */
    Buffer render(Map<String, Long> values) {
        node = new MetricSnapshots(byName(values).entrySet().stream()
                .map(family -> family(family.getKey(), family.getValue()))
                .toList());
        return Buffer.buffer(jvm.scrape(CONTENT_TYPE));
    }

    private record Point(Labels labels, long value) {}

    private static Map<String, List<Point>> byName(Map<String, Long> values) {
        Map<String, List<Point>> families = new TreeMap<>();
        values.forEach((text, value) -> {
            Matcher name = NAME.matcher(text);
            if (name.matches()) {
                String labels = name.group(2) == null ? "" : name.group(2);
                families.computeIfAbsent(name.group(1), family -> new ArrayList<>())
                        .add(new Point(labels(labels), value));
            }
        });
        return families;
    }

    private static Labels labels(String text) {
        Labels.Builder labels = Labels.builder();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.label(label.group(1), label.group(2) != null ? label.group(2) : label.group(3));
        }
        return labels.build();
    }

    private static MetricSnapshot family(String name, List<Point> points) {
        MetricMetadata metadata = new MetricMetadata(PrometheusNaming.sanitizeMetricName(PREFIX + name));
        if (GAUGES.contains(name)) {
            return new GaugeSnapshot(
                    metadata,
                    points.stream()
                            .map(point -> new GaugeDataPointSnapshot((double) point.value(), point.labels(), null))
                            .toList());
        }
        return new CounterSnapshot(
                metadata,
                points.stream()
                        .map(point -> new CounterDataPointSnapshot((double) point.value(), point.labels(), null, 0))
                        .toList());
    }

    @Override
    public void close() {
        collections.close();
        jvm.close();
    }
}
