package io.wayfinder.simulation;

/** What honest nodes send, and how long they are there to do so. */
final class Traffic {

    private final World world;
    private long datagramsBefore;
    private long bytesBefore;
    private long nodeMs;
    private long latestMs;

    Traffic(World world) {
        this.world = world;
        this.latestMs = world.nowMs();
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
        datagramsBefore = world.network().datagrams();
        bytesBefore = world.network().bytes();
        nodeMs = 0;
    }

    Summary.Traffic summary() {
        return sum().rates();
    }

    Sum sum() {
        account();
        Network network = world.network();
        return new Sum(network.datagrams() - datagramsBefore, network.bytes() - bytesBefore, nodeMs);
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
