package io.wayfinder.rpc;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What this server has done and refused, by metric name with labels in braces, as the service's own counters. Thread-safe: events are
 * dropped on the service's event loop. Bounded by the methods, error codes and HTTP statuses that there are: no name comes from a caller.
 */
final class RpcCounters {

    /** What was thrown away since a bound was reached. */
    enum Dropped {
        /** The socket did not read. */
        NOTIFICATION("notification"),
        /** This server's event loop did not keep up with the service's. */
        EVENT("event"),
        /** Too many TALKREQs waited for an answer. */
        TALK("talk"),
        /** Too many connections were open. */
        CONNECTION("connection");

        private final String label;

        Dropped(String label) {
            this.label = label;
        }
    }

    /** With which HTTP requests are refused. */
    static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 405, 413, 415, 500, 503);

    /** For methods that there are not. */
    private static final String UNKNOWN = "unknown";

    private final ConcurrentMap<String, LongAdder> totals = new ConcurrentHashMap<>();

    /** All start at 0, so that a graph shows the first. */
    RpcCounters() {
        Stream.of(
                        Stream.of(requests(UNKNOWN)),
                        Arrays.stream(RpcError.Code.values()).map(RpcCounters::errors),
                        STATUSES.stream().map(RpcCounters::refusals),
                        Arrays.stream(Dropped.values()).map(RpcCounters::drops))
                .flatMap(names -> names)
                .forEach(name -> totals.put(name, new LongAdder()));
    }

    /** Counts requests for these methods apart from now on. */
    void methods(Collection<String> names) {
        names.forEach(name -> totals.put(requests(name), new LongAdder()));
    }

    private static String requests(String method) {
        return "rpc_requests{method=\"" + method + "\"}";
    }

    private static String errors(RpcError.Code code) {
        return "rpc_errors{code=\"" + code.number() + "\"}";
    }

    private static String refusals(int status) {
        return "rpc_http_refused{status=\"" + status + "\"}";
    }

    private static String drops(Dropped what) {
        return "rpc_dropped{what=\"" + what.label + "\"}";
    }

    /** A request for {@code method}, which may be any text. */
    void request(String method) {
        String name = requests(method);
        add(totals.containsKey(name) ? name : requests(UNKNOWN), 1);
    }

    void error(RpcError.Code code) {
        add(errors(code), 1);
    }

    /** An HTTP request refused with one of {@link #STATUSES}. */
    void refused(int status) {
        add(refusals(status), 1);
    }

    void dropped(Dropped what, long count) {
        add(drops(what), count);
    }

    /** In order of name. */
    Map<String, Long> totals() {
        Map<String, Long> copy = new TreeMap<>();
        totals.forEach((name, total) -> copy.put(name, total.sum()));
        return copy;
    }

    private void add(String name, long count) {
        totals.computeIfAbsent(name, absent -> new LongAdder()).add(count);
    }
}
