package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/** When each node last heard from each endpoint, really: what is forged in an honest node's name does not count. */
final class LastHeard implements Watcher {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final World world;
    private final Wiretap wiretap;
    private final Map<Integer, Map<Endpoint, Long>> atMs = new LinkedHashMap<>();

    LastHeard(World world, Wiretap wiretap) {
        this.world = world;
        this.wiretap = wiretap;
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        boolean honest = wiretap.nodeAt(from) != null;
        if (to instanceof HonestNode node && (!honest || wiretap.current() != null)) {
            atMs.computeIfAbsent(node.number(), unused -> new LinkedHashMap<>()).put(from, world.nowMs());
        }
    }

    /** How long ago, in ms; a very long time for never. */
    long agoMs(HonestNode node, Endpoint from) {
        Map<Endpoint, Long> heard = atMs.get(node.number());
        return heard == null ? Long.MAX_VALUE : world.nowMs() - heard.getOrDefault(from, NEVER);
    }
}
