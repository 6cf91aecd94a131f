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
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text format: the node's totals and sizes under {@code wayfinder_}, and the JVM's basics. */
final class MetricsPage implements AutoCloseable {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "wayfinder_";

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

    /** @param values by metric name as in {@link MetricCatalogue}, with labels in braces */
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
        MetricCatalogue.Metric metric = MetricCatalogue.get(name);
        String full = PrometheusNaming.sanitizeMetricName(PREFIX + name);
        return switch (metric.type()) {
            case COUNTER ->
                new CounterSnapshot(
                        new MetricMetadata(full, metric.help()),
                        points.stream()
                                .map(point -> CounterDataPointSnapshot.builder()
                                        .labels(point.labels())
                                        .value((double) point.value())
                                        .build())
                                .toList());
            case GAUGE ->
                new GaugeSnapshot(
                        new MetricMetadata(full, metric.help()),
                        points.stream()
                                .map(point -> GaugeDataPointSnapshot.builder()
                                        .labels(point.labels())
                                        .value((double) point.value())
                                        .build())
                                .toList());
            case UNKNOWN ->
                new UnknownSnapshot(
                        new MetricMetadata(full, metric.help()),
                        points.stream()
                                .map(point -> UnknownDataPointSnapshot.builder()
                                        .labels(point.labels())
                                        .value((double) point.value())
                                        .build())
                                .toList());
        };
    }

    @Override
    public void close() {
        collections.close();
        jvm.close();
    }
}
