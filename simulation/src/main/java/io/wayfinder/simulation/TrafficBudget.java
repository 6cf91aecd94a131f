package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/** Judged from {@link #begin} on, when joining is over and before anything is asked of the nodes in bulk. */
final class TrafficBudget extends Invariant {

    private static final long WINDOW_MS = 30_000;
    private static final long MINUTE_MS = 60_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final long bytesPerMinute;
    private final Map<Integer, Long> sent = new LinkedHashMap<>();
    private long sinceMs = NEVER;
    private long highest;

    /** @param bytesPerMinute that a node may send on average over all nodes */
    TrafficBudget(World world, long bytesPerMinute) {
        super(world);
        this.bytesPerMinute = bytesPerMinute;
    }

    @Override
    String claim() {
        return "In steady life nodes send at most %d kB a minute each, on average".formatted(bytesPerMinute / 1_000);
    }

    void begin() {
        sinceMs = world.nowMs();
        sent.clear();
    }

    void end() {
        sinceMs = NEVER;
    }

    /** The most that was sent; bytes a node and minute. */
    long highest() {
        return highest;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (sinceMs != NEVER && by instanceof HonestNode node) {
            sent.merge(node.number(), (long) datagram.size(), Long::sum);
        }
    }

    @Override
    void inspect() {
        if (sinceMs == NEVER || world.nowMs() - sinceMs < WINDOW_MS) {
            return;
        }
        long total = sent.values().stream().mapToLong(bytes -> bytes).sum();
        long average =
                total * MINUTE_MS / (world.nowMs() - sinceMs) / world.alive().size();
        highest = Math.max(highest, average);
        if (average > bytesPerMinute) {
            throw violation(world.alive().getFirst(), "%d bytes a node and minute".formatted(average));
        }
        begin();
    }
}
