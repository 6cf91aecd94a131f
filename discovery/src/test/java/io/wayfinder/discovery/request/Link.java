package io.wayfinder.discovery.request;

import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A network in virtual time: delays, loses, repeats and reorders datagrams as it is told, the same for the same seed.
 * What is held back must be taken.
 */
public final class Link {

    private final RandomGenerator choices;
    private final PriorityQueue<Flight> inFlight =
            new PriorityQueue<>(Comparator.comparingLong(Flight::dueMs).thenComparingLong(Flight::sequence));
    private final List<Flight> sent = new ArrayList<>();
    private final List<Flight> held = new ArrayList<>();
    private Predicate<Flight> holds = flight -> false;
    private Predicate<Flight> loses = flight -> false;
    private int delayMinMs = 1;
    private int delayMaxMs = 1;
    private double loss;
    private double duplication;
    private long sequence;

    public Link(RandomGenerator choices) {
        this.choices = choices;
    }

    /** A datagram on its way. */
    public record Flight(long dueMs, long sequence, Endpoint from, Endpoint to, Bytes datagram) {}

    /** Each datagram takes a time of its own from this range, so that a wide one reorders. */
    public Link delay(int minMs, int maxMs) {
        delayMinMs = minMs;
        delayMaxMs = maxMs;
        return this;
    }

    /** The part of datagrams that is lost. */
    public Link loss(double part) {
        loss = part;
        return this;
    }

    /** The part of datagrams that comes twice. */
    public Link duplication(double part) {
        duplication = part;
        return this;
    }

    /** Loses what fits, from now on, in place of what was to be lost before. */
    public Link lose(Predicate<Flight> which) {
        loses = which;
        return this;
    }

    /** Holds back what fits, from now on, in place of what was to be held before. */
    public Link hold(Predicate<Flight> which) {
        holds = which;
        return this;
    }

    /** What was held back since the last call. */
    public List<Flight> takeHeld() {
        List<Flight> taken = List.copyOf(held);
        held.clear();
        return taken;
    }

    /** All that was ever sent, lost or not. */
    public List<Flight> sent() {
        return sent;
    }

    public void send(long nowMs, Endpoint from, Endpoint to, Bytes datagram) {
        Flight flight = flight(nowMs, from, to, datagram);
        sent.add(flight);
        if (holds.test(flight)) {
            held.add(flight);
        } else if (!loses.test(flight) && choices.nextDouble() >= loss) {
            inFlight.add(flight);
            if (choices.nextDouble() < duplication) {
                inFlight.add(flight(nowMs, from, to, datagram));
            }
        }
    }

    /** The next datagram that has arrived by now. */
    @Nullable
    Flight arrived(long nowMs) {
        Flight next = inFlight.peek();
        return next != null && next.dueMs() <= nowMs ? inFlight.poll() : null;
    }

    long nextDueMs() {
        Flight next = inFlight.peek();
        return next == null ? Long.MAX_VALUE : next.dueMs();
    }

    /** Datagrams on their way or held back. */
    public int unexamined() {
        return inFlight.size() + held.size();
    }

    private Flight flight(long nowMs, Endpoint from, Endpoint to, Bytes datagram) {
        long delayMs = choices.nextInt(delayMinMs, delayMaxMs + 1);
        return new Flight(nowMs + delayMs, sequence++, from, to, datagram);
    }
}
