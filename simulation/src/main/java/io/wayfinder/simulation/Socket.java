package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A host's end of the {@link Network}: it sends through it, and its timer is here. What becomes of a datagram is drawn as
 * it is sent; whom it reaches is decided as it arrives.
 */
final class Socket {

    /** Bits for the number of an event among those that come from one host. */
    private static final int ORDER_BITS = 40;

    private final Network network;
    private final long number;
    private final Lane lane;
    private final Host host;
    private final @Nullable Nat nat;
    private final SplittableRandom random;
    private final Trace trace;
    /** Tells apart what happens at the same time: by the host that it comes from, and then as it came. */
    private long order;

    private long timerMs = Long.MAX_VALUE;
    /** Of the {@link TimerQueue} of the lane. */
    private final int timer;

    private boolean gone;

    /**
     * @param nat what the host is behind; null: nothing
     * @param number unique in the run
     * @param random what its links do
     */
    Socket(Network network, Lane lane, Host host, @Nullable Nat nat, long number, SplittableRandom random) {
        this.network = network;
        this.number = number;
        this.lane = lane;
        this.host = host;
        this.nat = nat;
        this.random = random;
        this.trace = new Trace(number);
        this.order = number << ORDER_BITS;
        this.timer = lane.timers.open(this);
    }

    long number() {
        return number;
    }

    /** Before any event that comes from the host with the next number, if both are at one time. */
    long firstOrder() {
        return number << ORDER_BITS;
    }

    Lane lane() {
        return lane;
    }

    Host host() {
        return host;
    }

    @Nullable
    Nat nat() {
        return nat;
    }

    Trace trace() {
        return trace;
    }

    boolean isGone() {
        return gone;
    }

    void close() {
        gone = true;
        lane.timers.close(timer);
    }

    long nowMs() {
        return lane.nowUs() / 1_000;
    }

    void send(Endpoint to, Bytes datagram) {
        send(nat == null ? host.endpoint() : nat.out(nowMs(), to), to, datagram);
    }

    /** @param from whom it says it is from: UDP lets anyone say anything */
    void send(Endpoint from, Endpoint to, Bytes datagram) {
        network.watchers().sent(host, from, to, datagram);
        if (host instanceof HonestNode) {
            lane.datagrams++;
            lane.bytes += datagram.size();
        }
        Socket there = network.at(to);
        LinkModel links = network.links();
        boolean lostOnTheWay = random.nextDouble() < links.loss() || datagram.size() > links.sizeMax();
        if (lostOnTheWay || (there != null && network.areApart(host, there.host))) {
            lane.lost++;
            return;
        }
        deliverLater(links, from, to, there, datagram);
        if (random.nextDouble() < links.duplication()) {
            deliverLater(links, from, to, there, datagram);
        }
    }

    /** @param there who is there now, if any */
    private void deliverLater(LinkModel links, Endpoint from, Endpoint to, @Nullable Socket there, Bytes datagram) {
        double draw = random.nextDouble();
        int region = there == null ? host.region() : there.host.region();
        long delayUs = Math.round(network.delayUs(host.region(), region) * (1 + links.jitter() * draw * draw));
        if (random.nextDouble() < links.reordering()) {
            delayUs += random.nextLong(LinkModel.HELD_BACK_US_MAX);
        }
        Lane target = there == null ? lane : there.lane;
        lane.add(target, lane.nowUs() + delayUs, order++, () -> network.deliver(target, from, to, there, datagram));
    }

    void receive(Endpoint from, Endpoint to, Bytes datagram) {
        if (nat != null && !nat.lets(nowMs(), from, to.port())) {
            lane.filtered++;
            return;
        }
        lane.delivered++;
        trace.delivered(lane.nowUs(), from, to, datagram.size());
        network.watchers().delivered(host, from, datagram);
        host.receive(nowMs(), from, datagram);
        arm();
    }

    /** To be called after whatever may have changed when the host wants to be called. */
    void arm() {
        if (gone) {
            return;
        }
        long deadlineMs = host.nextDeadlineMs();
        // As a real timer: at least one millisecond ahead, so that a node which is never satisfied does not stop time.
        long dueMs = Math.max(deadlineMs, nowMs() + 1);
        if (dueMs == timerMs || (deadlineMs <= timerMs && timerMs < dueMs)) {
            return;
        }
        timerMs = dueMs;
        if (dueMs == Long.MAX_VALUE) {
            lane.timers.stop(timer);
        } else {
            lane.timers.set(timer, dueMs);
        }
    }

    /** Its time has come. */
    void wake() {
        long dueMs = timerMs;
        timerMs = Long.MIN_VALUE; // stands where it stood until it is set anew
        host.tick(dueMs);
        arm();
    }
}
