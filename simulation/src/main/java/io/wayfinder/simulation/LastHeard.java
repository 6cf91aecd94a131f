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
    /** By the hearing node's number and the identity's of the honest node that is always at its endpoint. */
    private final Ways<Heard> atHome = new Ways<>(Heard::new);
    /** Of the others: adversaries, and those behind a NAT. */
    private final Map<Integer, Map<Endpoint, Long>> elsewhere = new LinkedHashMap<>();

    private static final class Heard {
        long atMs = NEVER;
    }

    LastHeard(World world, Wiretap wiretap) {
        this.world = world;
        this.wiretap = wiretap;
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        if (!(to instanceof HonestNode node)) {
            return;
        }
        Overheard said = wiretap.current();
        boolean isAnswer = isAnswer(said, from);
        if (isAnswer && said != null && said.by().nat() == null) {
            atHome.of(node.number(), said.by().identityNumber()).atMs = world.nowMs();
        } else if (isAnswer || wiretap.nodeAt(from) == null) {
            elsewhere
                    .computeIfAbsent(node.number(), unused -> new LinkedHashMap<>())
                    .put(from, world.nowMs());
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
        if (there != null && !there.id().equals(record.nodeId())) {
            return Long.MAX_VALUE;
        }
        return world.nowMs() - atMs(node, endpoint, there);
    }

    private long atMs(HonestNode node, Endpoint endpoint, @Nullable HonestNode there) {
        if (there != null && there.nat() == null) {
            Heard heard = atHome.get(node.number(), there.identityNumber());
            return heard == null ? NEVER : heard.atMs;
        }
        Map<Endpoint, Long> heard = elsewhere.get(node.number());
        return heard == null ? NEVER : heard.getOrDefault(endpoint, NEVER);
    }
}
