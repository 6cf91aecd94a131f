package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A live node is pinged that often, and tells of its record each time; the question for it may be lost once or twice. */
final class RecordsFresh extends Invariant {

    private static final int TIMES = 3;

    private final long freshMs;
    /** When each sequence number of each node was first seen, at an inspection. */
    private final Map<NodeId, TreeMap<Long, Long>> announcedMs = new LinkedHashMap<>();

    RecordsFresh(World world) {
        super(world);
        freshMs = TIMES * new Patience(world.limits().table(), world.limits().requests()).relayedMs();
    }

    @Override
    String claim() {
        return "A live entry's record is replaced within %d s of the node's announcing a newer one"
                .formatted(freshMs / 1_000);
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            announcedMs
                    .computeIfAbsent(node.id(), unused -> new TreeMap<>())
                    .putIfAbsent(node.record().seq(), world.nowMs());
        }
        for (HonestNode node : world.alive()) {
            for (TableEntry entry : node.core().tableEntries()) {
                TreeMap<Long, Long> known =
                        entry.live() ? announcedMs.get(entry.record().nodeId()) : null;
                Map.Entry<Long, Long> newer =
                        known == null ? null : known.higherEntry(entry.record().seq());
                if (newer != null && world.nowMs() - newer.getValue() > freshMs) {
                    throw violation(
                            node,
                            "%s has had record %d for %d s, not %d"
                                    .formatted(
                                            entry.record().nodeId(),
                                            newer.getKey(),
                                            (world.nowMs() - newer.getValue()) / 1_000,
                                            entry.record().seq()));
                }
            }
        }
    }
}
