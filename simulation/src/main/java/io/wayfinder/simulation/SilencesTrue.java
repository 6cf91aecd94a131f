package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Only what was written at another moment than now can have stayed without an answer. */
final class SilencesTrue extends Invariant {

    private final long requestMs;
    private final LastWritten lastWritten;
    private final Map<View, Set<Endpoint>> endpoints = new LinkedHashMap<>();

    SilencesTrue(World world, LastWritten lastWritten) {
        super(world);
        this.lastWritten = lastWritten;
        requestMs = world.limits().requests().overallMs();
    }

    @Override
    String claim() {
        return "A node calls another silent only when it wrote to it in the last %d ms, and where its record says that it is"
                .formatted(requestMs);
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.NodeSeen seen -> keep(by, seen.record());
            case Output.NodeSilent silent -> judge(by, silent.id());
            default -> {}
        }
    }

    private void keep(HonestNode by, NodeRecord record) {
        endpoints
                .computeIfAbsent(new View(by.number(), record.nodeId()), unused -> new LinkedHashSet<>())
                .addAll(record.udpEndpoints());
    }

    private void judge(HonestNode by, NodeId silent) {
        NodeRecord record = by.core().record(silent).orElse(null);
        if (record == null) {
            return; // It knows nowhere else to ask.
        }
        keep(by, record);
        Set<Endpoint> there = endpoints.getOrDefault(new View(by.number(), silent), Set.of());
        long latestMs = LastWritten.NEVER;
        for (Endpoint to : there) {
            latestMs = Math.max(latestMs, lastWritten.beforeNowMs(by, to));
        }
        if (!there.isEmpty() && world.nowMs() - latestMs > requestMs) {
            throw violation(
                    by, "it calls %s silent, and has not written to any of %s of late".formatted(silent, there));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        endpoints.keySet().removeIf(view -> view.of() == node.number());
    }
}
