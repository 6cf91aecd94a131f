package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Of requests that go out at once: others wait for their turn, and may have no time left. */
final class AskedTwice extends Invariant {

    private static final int TIMES_MIN = 2;

    private final Map<Command, Asked> open = new LinkedHashMap<>();
    private @Nullable Command starting;
    private @Nullable Endpoint startingTo;

    private static final class Asked {
        final Endpoint to;
        int times = 1;

        Asked(Endpoint to) {
            this.to = to;
        }
    }

    AskedTwice(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "No request is given up before its peer has been written to twice";
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
            open.put(starting, new Asked(to));
            starting = null;
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.Completed completed) {
            Asked asked = open.remove(new Command(by.number(), completed.command()));
            if (asked != null && asked.times < TIMES_MIN && completed.outcome() instanceof Outcome.TimedOut) {
                throw violation(by, "it gave up a request to " + asked.to + " that it sent once");
            }
        }
    }

    @Override
    public void stopped(HonestNode node) {
        open.keySet().removeIf(command -> command.node() == node.number());
    }
}
