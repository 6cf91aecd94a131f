package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/** When each node last wrote to each endpoint. */
final class LastWritten implements Watcher {

    static final long NEVER = Long.MIN_VALUE / 2;

    private final World world;
    private final Map<Integer, Map<Endpoint, Written>> written = new LinkedHashMap<>();

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

    LastWritten(World world) {
        this.world = world;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node) {
            written.computeIfAbsent(node.number(), unused -> new LinkedHashMap<>())
                    .computeIfAbsent(to, unused -> new Written())
                    .at(world.nowMs());
        }
    }

    /** When it wrote to where the record says. */
    long ms(HonestNode node, NodeRecord record) {
        Written there = record.udp4().map(to -> written(node).get(to)).orElse(null);
        return there == null ? NEVER : there.lastMs;
    }

    /** When it wrote there before this moment. */
    long beforeNowMs(HonestNode node, Endpoint to) {
        Written there = written(node).get(to);
        return there == null ? NEVER : there.before(world.nowMs());
    }

    private Map<Endpoint, Written> written(HonestNode node) {
        return written.getOrDefault(node.number(), Map.of());
    }

    @Override
    public void stopped(HonestNode node) {
        written.remove(node.number());
    }
}
