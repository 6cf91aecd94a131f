package io.wayfinder.rpc;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

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

    private final ConcurrentMap<String, LongAdder> totals = new ConcurrentHashMap<>();

    /** A request for {@code method}, a name of our own. */
    void request(String method) {
        add("rpc_requests{method=\"" + method + "\"}", 1);
    }

    void error(RpcError.Code code) {
        add("rpc_errors{code=\"" + code.number() + "\"}", 1);
    }

    /** An HTTP request refused with {@code status}. */
    void refused(int status) {
        add("rpc_http_refused{status=\"" + status + "\"}", 1);
    }

    void dropped(Dropped what, long count) {
        add("rpc_dropped{what=\"" + what.label + "\"}", count);
    }

    long dropped(Dropped what) {
        LongAdder total = totals.get("rpc_dropped{what=\"" + what.label + "\"}");
        return total == null ? 0 : total.sum();
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
