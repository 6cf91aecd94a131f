package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Of requests that go out at once: others wait for their turn, and may have no time left. A peer that is not heard of is
 * waited for as long as all attempts last, and as we may wait for its handshake before.
 */
final class AttemptsMade extends Invariant {

    /** Of one that is heard of, which may take its time with each answer until there is none left. */
    private static final int TIMES_MIN = 2;

    /** A timer is a millisecond late at most, and one may wait for another. */
    private static final long GRACE_MS = 50;

    private final Map<Command, Asked> open = new LinkedHashMap<>();
    private @Nullable Command starting;
    private @Nullable Endpoint startingTo;

    private static final class Asked {
        final Endpoint to;
        final long sinceMs;
        int times = 1;
        boolean heardOf;

        Asked(Endpoint to, long sinceMs) {
            this.to = to;
            this.sinceMs = sinceMs;
        }
    }

    AttemptsMade(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "No request is given up before all attempts have been made, or sooner than they last, or later";
    }

    @Override
    public void asked(HonestNode by, long command, Contact to) {
        starting = new Command(by.number(), command);
        startingTo = to.endpoints().isEmpty() ? null : to.endpoints().getFirst();
    }

    @Override
    public void settled(HonestNode node) {
        starting = null;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (!(by instanceof HonestNode node)) {
            return;
        }
        open.forEach((command, asked) -> {
            if (command.node() == node.number() && asked.to.equals(to)) {
                asked.times++;
            }
        });
        if (starting != null && starting.node() == node.number() && to.equals(startingTo)) {
            open.put(starting, new Asked(to, world.nowMs()));
            starting = null;
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.Completed completed) {
            Asked asked = open.remove(new Command(by.number(), completed.command()));
            if (asked != null && completed.outcome() instanceof Outcome.TimedOut) {
                judge(by, asked);
            }
        }
    }

    private void judge(HonestNode by, Asked asked) {
        RequestLimits limits = world.limits().requests();
        if (asked.times < (asked.heardOf ? TIMES_MIN : limits.attempts())) {
            throw violation(by, "it gave up a request to %s after %d attempts".formatted(asked.to, asked.times));
        }
        long attemptsMs = limits.attempts() * limits.legMs();
        long afterMs = world.nowMs() - asked.sinceMs;
        if (afterMs < attemptsMs || (!asked.heardOf && afterMs > attemptsMs + limits.holdMs() + GRACE_MS)) {
            throw violation(by, "it gave up a request to %s after %d ms".formatted(asked.to, afterMs));
        }
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        if (to instanceof HonestNode node) {
            open.forEach((command, asked) -> asked.heardOf |= command.node() == node.number() && asked.to.equals(from));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        open.keySet().removeIf(command -> command.node() == node.number());
    }
}
