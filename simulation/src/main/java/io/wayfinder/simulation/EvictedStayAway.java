package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Who was evicted for its silence: called silent, and removed at the same moment. */
final class EvictedStayAway extends Invariant {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Wiretap wiretap;
    private final TableLimits limits;
    private final long requestMs;
    private final Map<View, Long> silentMs = new LinkedHashMap<>();
    private final Map<Integer, Map<NodeId, Long>> heardMs = new LinkedHashMap<>();
    private final Map<View, Eviction> evictions = new LinkedHashMap<>();
    private final Map<Integer, Long> counted = new LinkedHashMap<>();

    /** @param number how many there had been at least, with this one: after as many as are remembered it is forgotten */
    private record Eviction(NodeRecord record, long number, long sinceMs, long lengthMs) {}

    EvictedStayAway(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        limits = world.limits().table();
        requestMs = world.limits().requests().overallMs();
    }

    @Override
    String claim() {
        return "Who was evicted for its silence is not taken back on hearsay for %d s, twice as long each time up to %d s"
                .formatted(limits.silenceMs() / 1_000, limits.silenceMaxMs() / 1_000);
    }

    /** Whatever comes in its name may be a sign of life, be it a part of an answer that ends later. */
    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        NodeId source = to instanceof HonestNode ? source(wiretap.packet()) : null;
        if (source != null && to instanceof HonestNode node) {
            heardMs.computeIfAbsent(node.number(), unused -> new LinkedHashMap<>())
                    .put(source, world.nowMs());
            if (!evictions.isEmpty()) {
                evictions.remove(new View(node.number(), source));
            }
        }
    }

    private static @Nullable NodeId source(@Nullable Packet packet) {
        return switch (packet) {
            case Packet.Ordinary ordinary -> ordinary.source();
            case Packet.Handshake handshake -> handshake.source();
            case Packet.Whoareyou whoareyou -> null;
            case null -> null;
        };
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.NodeSilent silent -> silentMs.put(new View(by.number(), silent.id()), world.nowMs());
            case Output.TableChanged(TableChange.Removed removed) -> removed(by, removed.record());
            case Output.TableChanged(TableChange.Added added) -> added(by, added.record());
            default -> {}
        }
    }

    /** Others leave since one that is proven needs their place. */
    private void removed(HonestNode by, NodeRecord record) {
        View view = new View(by.number(), record.nodeId());
        long evicted = evicted(by);
        long evictedBefore = Objects.requireNonNullElse(counted.put(by.number(), evicted), 0L);
        long heardAgoMs =
                world.nowMs() - heardMs.getOrDefault(by.number(), Map.of()).getOrDefault(view.id(), NEVER);
        if (evicted > evictedBefore && silentMs.getOrDefault(view, NEVER) == world.nowMs() && heardAgoMs > requestMs) {
            Eviction before = evictions.get(view);
            long lengthMs = before == null || mayBeForgotten(before, evicted - 1)
                    ? limits.silenceMs()
                    : Math.min(2 * before.lengthMs(), limits.silenceMaxMs());
            evictions.put(view, new Eviction(record, evictedBefore + 1, world.nowMs(), lengthMs));
        }
    }

    /** @param evicted how many evictions there have been since the node started */
    private boolean mayBeForgotten(Eviction eviction, long evicted) {
        return evicted >= eviction.number() + limits.silentNodes();
    }

    private static long evicted(HonestNode node) {
        return node.count("table_events{event=\"evicted");
    }

    private void added(HonestNode by, NodeRecord record) {
        Eviction eviction = evictions.get(new View(by.number(), record.nodeId()));
        if (eviction == null || record.newerThan(eviction.record())) {
            return;
        }
        long agoMs = world.nowMs() - eviction.sinceMs();
        if (agoMs < eviction.lengthMs() && !mayBeForgotten(eviction, evicted(by))) {
            throw violation(by, "%s is back after %d ms of silence".formatted(record.nodeId(), agoMs));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        counted.remove(node.number());
        heardMs.remove(node.number());
        silentMs.keySet().removeIf(view -> view.of() == node.number());
        evictions.keySet().removeIf(view -> view.of() == node.number());
    }
}
