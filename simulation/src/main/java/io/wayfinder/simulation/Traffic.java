package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;

/** What honest nodes send, and how long they are there to do so. */
final class Traffic implements Watcher {

    private final World world;
    private long datagrams;
    private long bytes;
    private long nodeMs;
    private long latestMs;

    Traffic(World world) {
        this.world = world;
        this.latestMs = world.nowMs();
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (by instanceof HonestNode) {
            datagrams++;
            bytes += datagram.size();
        }
    }

    /** To be called before the number of nodes changes. */
    void account() {
        long nowMs = world.nowMs();
        nodeMs += (nowMs - latestMs) * world.alive().size();
        latestMs = nowMs;
    }

    /** From now on. */
    void reset() {
        account();
        datagrams = 0;
        bytes = 0;
        nodeMs = 0;
    }

    Summary.Traffic summary() {
        account();
        double nodeSeconds = Math.max(1, nodeMs) / 1_000.0;
        return new Summary.Traffic(datagrams / nodeSeconds, bytes / nodeSeconds);
    }
}
