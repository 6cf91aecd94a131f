package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** A live node is pinged that often, and tells of its record each time; the question for it may be lost once or twice. */
final class RecordsFresh extends Invariant {

    private static final int TIMES = 3;

    private final long freshMs;
    /** Of all that ever were there. */
    private final Map<NodeId, NodeRecord> latest = new LinkedHashMap<>();
    /** Since which inspection a live entry has not been up to date. */
    private Map<Stale, Long> staleSinceMs = new LinkedHashMap<>();

    private record Stale(int node, NodeRecord held) {}

    RecordsFresh(World world) {
        super(world);
        freshMs = TIMES * new Patience(world.limits().table(), world.limits().requests()).relayedMs();
    }

    @Override
    String claim() {
        return "The record of an entry is out of date for at most %d s while the entry is live"
                .formatted(freshMs / 1_000);
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            latest.merge(node.id(), node.record(), (before, now) -> now);
        }
        Map<Stale, Long> still = new LinkedHashMap<>();
        for (HonestNode node : world.alive()) {
            for (TableEntry entry : node.core().tableEntries()) {
                NodeRecord newest = latest.get(entry.record().nodeId());
                if (entry.live() && newest != null && newest.newerThan(entry.record())) {
                    Stale stale = new Stale(node.number(), entry.record());
                    long sinceMs = sinceMs(stale);
                    still.put(stale, sinceMs);
                    judge(node, entry.record(), world.nowMs() - sinceMs);
                }
            }
        }
        staleSinceMs = still;
    }

    private long sinceMs(Stale stale) {
        Long sinceMs = staleSinceMs.get(stale);
        return sinceMs == null ? world.nowMs() : sinceMs;
    }

    private void judge(HonestNode node, NodeRecord held, long forMs) {
        if (forMs > freshMs) {
            throw violation(
                    node,
                    "for %d s it has taken record %d of %s for its newest"
                            .formatted(forMs / 1_000, held.seq(), held.nodeId()));
        }
    }
}
