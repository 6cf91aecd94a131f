package io.wayfinder.discovery.table;

import io.wayfinder.discovery.table.KnownNode.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to ping whom (theory, "Table Maintenance In Practice"). Every entry and every replacement on trial is either
 * waiting for its time or being pinged. One that answers is asked again after twice as long as it has been answering:
 * who has been there for long most often stays, who has just come most often goes.
 */
final class Revalidation {

    /** Times as long as a node has been answering it is left alone. */
    private static final int AGE_FACTOR = 2;

    private final TableLimits limits;
    private final RandomGenerator choices;
    private final WaitingNodes waiting = new WaitingNodes();
    /** In the order in which they were named. */
    private final LinkedHashSet<KnownNode> pinging = new LinkedHashSet<>();

    Revalidation(TableLimits limits, RandomGenerator choices) {
        this.limits = limits;
        this.choices = choices;
    }

    /** At once, but never two pings of one node in quick succession: its records must not make us flood an address. */
    void pingSoon(long nowMs, KnownNode node) {
        schedule(node, node.everPinged ? Math.max(nowMs, node.lastPingMs + limits.retryPingMs()) : nowMs);
    }

    void answered(long nowMs, KnownNode node) {
        long sinceMs = nowMs - node.provenSinceMs;
        long intervalMs = Math.clamp(AGE_FACTOR * sinceMs, limits.fastPingMs(), limits.slowPingMs());
        schedule(node, nowMs + jittered(intervalMs));
    }

    void missed(long nowMs, KnownNode node) {
        long wait = limits.retryPingMs() << Math.min(node.misses - 1, 16);
        schedule(node, nowMs + jittered(Math.min(wait, limits.slowPingMs())));
    }

    void forget(KnownNode node) {
        if (!waiting.remove(node)) {
            pinging.remove(node);
        }
    }

    /** The nodes whose time has come, as many as may be in flight. */
    List<KnownNode> due(long nowMs) {
        List<KnownNode> due = new ArrayList<>();
        while (waiting.firstDueMs() <= nowMs && pinging.size() < limits.pingsInFlight()) {
            KnownNode node = waiting.takeFirst();
            node.everPinged = true;
            node.lastPingMs = nowMs;
            pinging.add(node);
            due.add(node);
        }
        return due;
    }

    /** A node whose ping was named so long ago that its result will not come, or null. */
    @Nullable
    KnownNode overdue(long nowMs) {
        if (pinging.isEmpty() || nowMs - pinging.getFirst().lastPingMs < limits.pingPatienceMs()) {
            return null;
        }
        return pinging.getFirst();
    }

    long nextDeadlineMs() {
        long overdue = pinging.isEmpty() ? Long.MAX_VALUE : pinging.getFirst().lastPingMs + limits.pingPatienceMs();
        return pinging.size() < limits.pingsInFlight() ? Math.min(overdue, waiting.firstDueMs()) : overdue;
    }

    private void schedule(KnownNode node, long dueMs) {
        assert node.place != Place.REPLACEMENT;
        forget(node);
        waiting.add(node, dueMs);
    }

    private long jittered(long ms) {
        return ms - ms / 4 + choices.nextLong(ms / 2 + 1);
    }
}
