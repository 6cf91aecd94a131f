package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Nodes and the datagrams between them in virtual time: events in order of (time, sequence), everything random from one
 * seed. Fails when a node wants to be called for what it has just been called for.
 */
final class VirtualNetwork {

    static final Secp256k1 CURVE = Secp256k1.provider();

    static final AddressRules LOOPBACK =
            new AddressRules(List.of(IpPrefix.containing("127.0.0.0/8"), IpPrefix.parse("::1/128")), true, true);

    static final AddressRules ANYWHERE = new AddressRules(List.of(), true, true);

    private record Event(long atMs, long sequence, Runnable action) {}

    private final SplittableRandom random;
    private final Map<Endpoint, VirtualNode> at = new LinkedHashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::sequence));
    final List<VirtualNode> nodes = new ArrayList<>();

    private long sequence;
    private long nowMs;
    private long trace = 1;
    long delayMinMs = 1;
    long delayMaxMs = 10;
    double loss;
    /** Sees each datagram on its way; null drops it. */
    UnaryOperator<@Nullable Datagram> tap = datagram -> datagram;

    record Datagram(Endpoint from, Endpoint to, Bytes bytes) {}

    VirtualNetwork(long seed) {
        random = new SplittableRandom(seed);
    }

    long nowMs() {
        return nowMs;
    }

    /** A hash of every delivery: when, from where, to where, what. */
    long trace() {
        return trace;
    }

    VirtualNode add(Contact... bootnodes) {
        Endpoint endpoint = Endpoint.of(IpAddress.parse("127.0.0.1"), 10_000 + nodes.size());
        return add(endpoint, LOOPBACK, Limits.DEFAULT, bootnodes);
    }

    VirtualNode add(Endpoint endpoint, AddressRules rules, Limits limits, Contact... bootnodes) {
        SecretKey key = SecretKey.generate(random.split());
        return add(key, VirtualNode.record(CURVE, key, 1, endpoint), endpoint, rules, limits, bootnodes);
    }

    /** The record may say something else than where the node is. */
    VirtualNode add(
            SecretKey key,
            NodeRecord record,
            Endpoint endpoint,
            AddressRules rules,
            Limits limits,
            Contact... bootnodes) {
        Config config = new Config(key, PacketCodec.DISCV5, rules, List.of(bootnodes), true, limits);
        Discv5 core = new Discv5(config, record, CURVE, random.split(), random.split(), nowMs);
        VirtualNode node = new VirtualNode(key, endpoint, core);
        nodes.add(node);
        at.put(endpoint, node);
        collect(node);
        return node;
    }

    SecretKey newKey() {
        return SecretKey.generate(random.split());
    }

    void kill(VirtualNode node) {
        node.alive = false;
        at.remove(node.endpoint, node);
    }

    /** What is on its way to where it was is lost. */
    void move(VirtualNode node, Endpoint there) {
        at.remove(node.endpoint, node);
        node.endpoint = there;
        at.put(there, node);
    }

    /** With all it knew, as after a break of its network. */
    void revive(VirtualNode node) {
        node.alive = true;
        node.timerMs = Long.MAX_VALUE;
        at.put(node.endpoint, node);
        node.core.tick(nowMs);
        collect(node);
    }

    /** To be called after every command: sends what the node wants sent and arms its timer. */
    void collect(VirtualNode node) {
        for (Output output = node.core.poll(); output != null; output = node.core.poll()) {
            if (output instanceof Output.Transmit transmit) {
                node.packetsSent++;
                send(new Datagram(node.endpoint, transmit.to(), transmit.datagram()));
            } else {
                node.outputs.add(output);
            }
        }
        long deadlineMs = Math.max(node.core.nextDeadlineMs(), nowMs);
        if (deadlineMs < node.timerMs) {
            node.timerMs = deadlineMs;
            schedule(deadlineMs, () -> tick(node, deadlineMs));
        }
    }

    private void tick(VirtualNode node, long armedMs) {
        if (!node.alive || node.timerMs != armedMs) {
            return;
        }
        node.timerMs = Long.MAX_VALUE;
        node.core.tick(nowMs);
        assertTrue(
                node.core.nextDeadlineMs() > nowMs,
                () -> "overdue after tick at " + nowMs + ": " + node.core.nextDeadlineMs() + " "
                        + node.core.counters());
        collect(node);
    }

    /** What the datagram does is decided as it is sent. */
    void send(Datagram sent) {
        long delayMs = random.nextLong(delayMinMs, delayMaxMs + 1);
        boolean lost = random.nextDouble() < loss;
        Datagram datagram = tap.apply(sent);
        if (!lost && datagram != null) {
            schedule(nowMs + delayMs, () -> deliver(datagram));
        }
    }

    private void deliver(Datagram datagram) {
        VirtualNode node = at.get(datagram.to());
        trace = 31 * trace + nowMs;
        trace = 31 * trace + datagram.hashCode();
        if (node != null) {
            node.core.receive(nowMs, datagram.from(), datagram.bytes());
            collect(node);
        }
    }

    void schedule(long atMs, Runnable action) {
        events.add(new Event(atMs, sequence++, action));
    }

    void runFor(long ms) {
        long untilMs = nowMs + ms;
        while (!events.isEmpty() && events.peek().atMs() <= untilMs) {
            step();
        }
        nowMs = untilMs;
    }

    /**
     * Runs until it is so, looking every 10 ms; returns how long that took, and fails when it takes longer than {@code
     * limitMs}.
     */
    long runUntil(long limitMs, BooleanSupplier isSo) {
        long startMs = nowMs;
        while (!isSo.getAsBoolean()) {
            if (nowMs - startMs >= limitMs) {
                fail("not so within " + limitMs + " ms");
            }
            runFor(10);
        }
        return nowMs - startMs;
    }

    private void step() {
        Event event = events.remove();
        nowMs = event.atMs();
        event.action().run();
    }
}
