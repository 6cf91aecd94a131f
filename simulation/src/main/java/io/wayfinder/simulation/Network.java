package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Carries datagrams between hosts and wakes each when its timer is due. What becomes of a datagram is drawn as it is
 * sent; whom it reaches is decided as it arrives.
 */
final class Network {

    private final EventQueue events;
    private final LatencyMap latencies;
    private LinkModel links;
    private final SplittableRandom random;
    private final Trace trace;
    private final Watchers watchers;

    private final Map<Endpoint, Attached> attached = new LinkedHashMap<>();
    /** Those behind a NAT, by its public address. */
    private final Map<IpAddress, Attached> behindNat = new LinkedHashMap<>();

    /** Whom we have called last: most often it is the one that sends. */
    private @Nullable Attached called;

    private @Nullable BiPredicate<Host, Host> separation;
    private long lost;
    private long unreachable;
    private long filtered;

    /** A host, what stands before it, and the timer that is armed for it. */
    private static final class Attached {

        final Host host;
        final @Nullable Nat nat;
        long timerMs = Long.MAX_VALUE;
        boolean gone;

        Attached(Host host, @Nullable Nat nat) {
            this.host = host;
            this.nat = nat;
        }
    }

    Network(
            EventQueue events,
            LatencyMap latencies,
            LinkModel links,
            SplittableRandom random,
            Trace trace,
            Watchers watchers) {
        this.events = events;
        this.latencies = latencies;
        this.links = links;
        this.random = random;
        this.trace = trace;
        this.watchers = watchers;
    }

    long nowMs() {
        return events.nowUs() / 1_000;
    }

    /** Datagrams that the links lost, and those that arrived where nobody listens. */
    long lost() {
        return lost;
    }

    long unreachable() {
        return unreachable;
    }

    /** Datagrams that a NAT did not let in. */
    long filtered() {
        return filtered;
    }

    /** @throws IllegalArgumentException when someone has that endpoint */
    void attach(Host host) {
        attach(host, null);
    }

    /** @param nat what the host is behind; null: nothing */
    void attach(Host host, @Nullable Nat nat) {
        Attached there = new Attached(host, nat);
        if (attached.putIfAbsent(host.endpoint(), there) != null) {
            throw new IllegalArgumentException(host.endpoint() + " is taken");
        }
        if (nat != null) {
            behindNat.put(nat.address(), there);
        }
        arm(host);
    }

    /** What is on its way to it is lost. */
    void detach(Host host) {
        Attached leaving = attached.remove(host.endpoint());
        if (leaving != null) {
            leaving.gone = true;
            if (leaving.nat != null) {
                behindNat.remove(leaving.nat.address());
            }
        }
    }

    /** From now on datagrams between two hosts for which this holds are lost; null heals the network. */
    void separate(@Nullable BiPredicate<Host, Host> apart) {
        separation = apart;
    }

    /** From now on the links are as this says. */
    void become(LinkModel model) {
        links = model;
    }

    void send(Host by, Endpoint to, Bytes datagram) {
        Attached sender = attached(by);
        Nat nat = sender == null ? null : sender.nat;
        send(by, nat == null ? by.endpoint() : nat.out(nowMs(), to), to, datagram);
    }

    /** @param from whom it says it is from: UDP lets anyone say anything */
    void send(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        watchers.sent(by, from, to, datagram);
        Attached there = at(to);
        int region = there == null ? by.region() : there.host.region();
        boolean lostOnTheWay = random.nextDouble() < links.loss() || datagram.size() > links.sizeMax();
        if (lostOnTheWay || (there != null && separation != null && separation.test(by, there.host))) {
            lost++;
            return;
        }
        deliverAfter(delayUs(by.region(), region), from, to, there, datagram);
        if (random.nextDouble() < links.duplication()) {
            deliverAfter(delayUs(by.region(), region), from, to, there, datagram);
        }
    }

    /** To be called after whatever may have changed when the host wants to be called. */
    void arm(Host host) {
        Attached waiting = attached(host);
        if (waiting != null) {
            arm(waiting);
        }
    }

    private void arm(Attached waiting) {
        long deadlineMs = waiting.host.nextDeadlineMs();
        if (waiting.gone || deadlineMs >= waiting.timerMs) {
            return;
        }
        // As a real timer: at least one millisecond ahead, so that a node which is never satisfied does not stop time.
        long dueMs = Math.max(deadlineMs, nowMs() + 1);
        waiting.timerMs = dueMs;
        events.add(dueMs * 1_000, () -> wake(waiting, dueMs));
    }

    private void wake(Attached waiting, long dueMs) {
        if (waiting.gone || waiting.timerMs != dueMs) {
            return;
        }
        waiting.timerMs = Long.MAX_VALUE;
        called = waiting;
        waiting.host.tick(dueMs);
        arm(waiting);
    }

    /** @param before who has been there as it was sent */
    private void deliverAfter(long delayUs, Endpoint from, Endpoint to, @Nullable Attached before, Bytes datagram) {
        events.add(events.nowUs() + delayUs, () -> deliver(from, to, before, datagram));
    }

    private void deliver(Endpoint from, Endpoint to, @Nullable Attached before, Bytes datagram) {
        Attached there = before == null || before.gone ? at(to) : before;
        if (there == null) {
            unreachable++;
            return;
        }
        if (there.nat != null && !there.nat.lets(nowMs(), from, to.port())) {
            filtered++;
            return;
        }
        trace.delivered(events.nowUs(), from, to, datagram.size());
        watchers.delivered(there.host, from, datagram);
        called = there;
        there.host.receive(nowMs(), from, datagram);
        arm(there);
    }

    private @Nullable Attached attached(Host host) {
        if (called != null && called.host.equals(host) && !called.gone) {
            return called;
        }
        Attached found = attached.get(host.endpoint());
        return found != null && found.host.equals(host) ? found : null;
    }

    /** A host behind a NAT is not to be reached at its private endpoint. */
    private @Nullable Attached at(Endpoint endpoint) {
        Attached there = attached.get(endpoint);
        return there == null || there.nat != null ? behindNat.get(endpoint.address()) : there;
    }

    private long delayUs(int from, int to) {
        double draw = random.nextDouble();
        long delayUs = Math.round(latencies.delayUs(from, to) * (1 + links.jitter() * draw * draw));
        if (random.nextDouble() < links.reordering()) {
            delayUs += random.nextLong(LinkModel.HELD_BACK_US_MAX);
        }
        return delayUs;
    }
}
