package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/** When each node last wrote to each endpoint. */
final class LastWritten implements Watcher {

    private final World world;
    private final Map<Integer, Map<Endpoint, Long>> writtenMs = new LinkedHashMap<>();

    LastWritten(World world) {
        this.world = world;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode node) {
            writtenMs
                    .computeIfAbsent(node.number(), unused -> new LinkedHashMap<>())
                    .put(to, world.nowMs());
        }
    }

    /** When it wrote to where the record says, 0 for never. */
    long ms(HonestNode node, NodeRecord record) {
        Map<Endpoint, Long> written = writtenMs.getOrDefault(node.number(), Map.of());
        return record.udp4().map(to -> written.getOrDefault(to, 0L)).orElse(0L);
    }

    @Override
    public void stopped(HonestNode node) {
        writtenMs.remove(node.number());
    }
}
