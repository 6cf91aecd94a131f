package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

final class DeadLeave extends Invariant {

    private final Map<NodeId, Long> deadSinceMs = new LinkedHashMap<>();
    private final long deadMs;

    DeadLeave(World world) {
        super(world);
        deadMs = new Patience(world.limits().table(), world.limits().requests()).deadMs();
    }

    @Override
    String claim() {
        return "The dead leave every table within %d s".formatted(deadMs / 1_000);
    }

    @Override
    public void started(HonestNode node) {
        deadSinceMs.remove(node.id());
    }

    @Override
    public void stopped(HonestNode node) {
        dead(node.id());
    }

    /** From now on nobody answers for this node: an adversary, or one that never was. */
    void dead(NodeId id) {
        deadSinceMs.put(id, world.nowMs());
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            for (TableEntry entry : node.core().tableEntries()) {
                NodeId id = entry.record().nodeId();
                long goneMs = world.nowMs() - deadSinceMs.getOrDefault(id, world.nowMs());
                if (goneMs > deadMs) {
                    throw violation(node, "%s is in its table, dead for %d s".formatted(id, goneMs / 1_000));
                }
            }
        }
    }
}
