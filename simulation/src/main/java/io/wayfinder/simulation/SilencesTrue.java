package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/** Only what was written at another moment than now can have stayed without an answer. */
final class SilencesTrue extends Invariant {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long requestMs;
    private final Map<Integer, Map<Endpoint, Written>> written = new LinkedHashMap<>();
    private final Map<View, Set<Endpoint>> endpoints = new LinkedHashMap<>();

    private static final class Written {
        long lastMs = NEVER;
        long beforeMs = NEVER;

        void at(long nowMs) {
            if (nowMs > lastMs) {
                beforeMs = lastMs;
                lastMs = nowMs;
            }
        }

        /** When last before now. */
        long before(long nowMs) {
            return lastMs < nowMs ? lastMs : beforeMs;
        }
    }

    SilencesTrue(World world) {
        super(world);
        requestMs = world.limits().requests().overallMs();
    }

    @Override
    String claim() {
        return "A node calls another silent only when it wrote to it in the last %d ms, and where its record says that it is"
                .formatted(requestMs);
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node) {
            written.computeIfAbsent(node.number(), unused -> new LinkedHashMap<>())
                    .computeIfAbsent(to, unused -> new Written())
                    .at(world.nowMs());
        }
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
        Map<Endpoint, Written> all = written.getOrDefault(by.number(), Map.of());
        long latestMs = NEVER;
        for (Endpoint to : there) {
            Written times = all.get(to);
            latestMs = Math.max(latestMs, times == null ? NEVER : times.before(world.nowMs()));
        }
        if (!there.isEmpty() && world.nowMs() - latestMs > requestMs) {
            throw violation(
                    by, "it calls %s silent, and has not written to any of %s of late".formatted(silent, there));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        written.remove(node.number());
        endpoints.keySet().removeIf(view -> view.of() == node.number());
    }
}
