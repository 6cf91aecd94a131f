package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The store against one that sorts a list at each step. */
class FoundPeersModelTest {

    private static final int CAPACITY = 12;
    private static final int NODES = 20;
    private static final int STEPS = 20_000;

    private final SplittableRandom random = new SplittableRandom(7);
    private final FoundPeers peers = new FoundPeers(CAPACITY);
    private final Map<NodeId, Known> model = new HashMap<>();
    /** By the events alone. */
    private final Set<NodeId> live = new HashSet<>();
    /** By the changes alone. */
    private final Map<NodeId, StoredPeer> stored = new HashMap<>();

    private long nowMs = 1_000_000;

    private static final class Known {
        private NodeRecord record;
        private final long foundMs;
        private @Nullable Long answeredMs;

        Known(NodeRecord record, long foundMs) {
            this.record = record;
            this.foundMs = foundMs;
        }

        boolean isLive(long nowMs) {
            return answeredMs != null && nowMs - answeredMs < FoundPeers.LIVE_MS;
        }
    }

    @Test
    void agreesWithTheNaiveModel() {
        NodeRecord[][] records = new NodeRecord[NODES][];
        for (int n = 0; n < NODES; n++) {
            records[n] = new NodeRecord[] {
                Peers.record(n, 1), Peers.record(n, 2), Peers.record(n, 3, 30_001), Peers.record(n, 4, 30_001)
            };
        }
        for (int step = 0; step < STEPS; step++) {
            nowMs += 1 + random.nextLong(random.nextInt(10) == 0 ? FoundPeers.LIVE_MS : 200_000);
            // Old records come back now and then, since nodes do not tell each other at once.
            NodeRecord record = records[random.nextInt(NODES)][random.nextInt(random.nextInt(4) + 1)];
            switch (random.nextInt(8)) {
                case 0 -> {
                    peers.remove(record.nodeId());
                    model.remove(record.nodeId());
                }
                case 1, 2, 3 -> {
                    peers.answered(nowMs, record, 1);
                    answered(record);
                }
                case 4 -> peers.tick(nowMs);
                default -> {
                    peers.seen(nowMs, record);
                    seen(record);
                }
            }
            peers.tick(nowMs);
            check(step);
        }
    }

    private void seen(NodeRecord record) {
        Known known = model.computeIfAbsent(record.nodeId(), id -> new Known(record, nowMs));
        if (record.newerThan(known.record)) {
            if (!known.record.udp4().equals(record.udp4())) {
                known.answeredMs = null;
            }
            known.record = record;
        }
        if (model.size() > CAPACITY) {
            List<Known> order = new ArrayList<>(model.values());
            order.sort(Comparator.<Known>comparingInt(one -> one.answeredMs == null ? 0 : 1)
                    .thenComparingLong(one -> one.answeredMs == null ? one.foundMs : one.answeredMs)
                    .thenComparing(one -> one.record.nodeId()));
            model.remove(order.getFirst().record.nodeId());
        }
    }

    private void answered(NodeRecord record) {
        seen(record);
        Known known = model.get(record.nodeId());
        if (known != null && known.record.udp4().equals(record.udp4())) {
            known.answeredMs = nowMs;
        }
    }

    private void check(int step) {
        for (ServiceEvent event = peers.poll(); event != null; event = peers.poll()) {
            switch (event) {
                case ServiceEvent.PeerFound found ->
                    assertTrue(live.add(found.peer().record().nodeId()));
                case ServiceEvent.PeerLost lost ->
                    assertTrue(live.remove(lost.peer().record().nodeId()));
                case ServiceEvent.PeerUpdated updated ->
                    assertTrue(live.contains(updated.peer().record().nodeId()));
                default -> throw new AssertionError(event);
            }
        }
        peers.drainChanges(random.nextInt(4))
                .forEach((id, peer) -> peer.ifPresentOrElse(value -> stored.put(id, value), () -> stored.remove(id)));
        assertEquals(model.keySet(), ids(), () -> "peers after step " + step);
        Set<NodeId> shouldLive = new HashSet<>();
        model.forEach((id, known) -> {
            if (known.isLive(nowMs)) {
                shouldLive.add(id);
            }
            assertEquals(known.record, peers.get(id).orElseThrow().record());
            assertEquals(known.isLive(nowMs), peers.get(id).orElseThrow().live());
        });
        assertEquals(shouldLive, live, () -> "live after step " + step);
        assertEquals(shouldLive.size(), peers.liveCount());
        if (step % 100 == 0) {
            checkStored(step);
        }
    }

    private void checkStored(int step) {
        peers.drainChanges(Integer.MAX_VALUE)
                .forEach((id, peer) -> peer.ifPresentOrElse(value -> stored.put(id, value), () -> stored.remove(id)));
        int proven = 0;
        for (FoundPeer peer : peers.after(null, Integer.MAX_VALUE)) {
            if (peer.lastAnsweredMs().isEmpty()) {
                continue;
            }
            proven++;
            StoredPeer kept = Objects.requireNonNull(stored.get(peer.record().nodeId()), "after step " + step);
            assertEquals(peer.record().encoded(), kept.record(), () -> "stored after step " + step);
            long behindMs = peer.lastAnsweredMs().getAsLong() - kept.lastAnsweredMs();
            assertTrue(behindMs >= 0 && behindMs < FoundPeers.STORE_AGAIN_MS, behindMs + " ms at step " + step);
        }
        assertEquals(proven, stored.size(), () -> "stored after step " + step);
    }

    private Set<NodeId> ids() {
        Set<NodeId> ids = new HashSet<>();
        peers.after(null, Integer.MAX_VALUE)
                .forEach(peer -> ids.add(peer.record().nodeId()));
        return ids;
    }
}
