package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * When each node was last answered from each endpoint, really: of what comes in an honest node's name only that counts
 * which it has just said, and which answers something. Of adversaries, who may say anything, every datagram does.
 */
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
        if (to instanceof HonestNode node && (wiretap.nodeAt(from) == null || isAnswer(wiretap.current(), from))) {
            atMs.computeIfAbsent(node.number(), unused -> new LinkedHashMap<>()).put(from, world.nowMs());
        }
    }

    private static boolean isAnswer(@Nullable Overheard said, Endpoint from) {
        if (said == null || !said.from().equals(from)) {
            return false;
        }
        return said.message() instanceof Message.Pong
                || said.message() instanceof Message.Nodes
                || said.message() instanceof Message.TalkResponse;
    }

    /** How long ago the node of this record answered where it says that it is, in ms; a very long time for never. */
    long agoMs(HonestNode node, NodeRecord record) {
        Endpoint endpoint = record.udp4().orElseThrow();
        HonestNode there = wiretap.nodeAt(endpoint);
        Map<Endpoint, Long> heard = atMs.get(node.number());
        if (heard == null || (there != null && !there.id().equals(record.nodeId()))) {
            return Long.MAX_VALUE;
        }
        return world.nowMs() - heard.getOrDefault(endpoint, NEVER);
    }
}
