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
        return sum().rates();
    }

    Sum sum() {
        account();
        return new Sum(datagrams, bytes, nodeMs);
    }

    /** @param nodeMs milliseconds that all nodes together were there */
    record Sum(long datagrams, long bytes, long nodeMs) {

        static final Sum NONE = new Sum(0, 0, 0);

        /** What a node sent on average between then and now. */
        Summary.Traffic since(Sum then) {
            return new Sum(datagrams - then.datagrams, bytes - then.bytes, nodeMs - then.nodeMs).rates();
        }

        Summary.Traffic rates() {
            double nodeSeconds = Math.max(1, nodeMs) / 1_000.0;
            return new Summary.Traffic(datagrams / nodeSeconds, bytes / nodeSeconds);
        }
    }
}
