package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Tells the watchers, in the order in which they were added: of what happens all the time those only who look. */
final class Watchers implements Watcher {

    private final boolean allowed;
    private final List<Watcher> all = new ArrayList<>();
    private final List<Watcher> ofSent = new ArrayList<>();
    private final List<Watcher> ofDelivered = new ArrayList<>();
    private final List<Watcher> ofTold = new ArrayList<>();
    private final List<Watcher> ofTicked = new ArrayList<>();
    private final List<Watcher> ofSettled = new ArrayList<>();

    /** @param allowed whether there is one lane only */
    Watchers(boolean allowed) {
        this.allowed = allowed;
    }

    void add(Watcher watcher) {
        if (!allowed) {
            throw new IllegalStateException("nobody can watch several lanes at once");
        }
        all.add(watcher);
        addIfItLooks(ofSent, watcher, "sent", Host.class, Endpoint.class, Endpoint.class, Bytes.class);
        addIfItLooks(ofDelivered, watcher, "delivered", Host.class, Endpoint.class, Bytes.class);
        addIfItLooks(ofTold, watcher, "told", HonestNode.class, Output.class);
        addIfItLooks(ofTicked, watcher, "ticked", HonestNode.class);
        addIfItLooks(ofSettled, watcher, "settled", HonestNode.class);
    }

    /** Most watchers leave most methods as they are: thirty calls a packet that do nothing take a twentieth of a run. */
    private static void addIfItLooks(List<Watcher> those, Watcher watcher, String event, Class<?>... parameters) {
        try {
            if (watcher.getClass().getMethod(event, parameters).getDeclaringClass() != Watcher.class) {
                those.add(watcher);
            }
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        for (Watcher watcher : ofSent) {
            watcher.sent(by, from, to, datagram);
        }
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        for (Watcher watcher : ofDelivered) {
            watcher.delivered(to, from, datagram);
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        for (Watcher watcher : ofTold) {
            watcher.told(by, output);
        }
    }

    @Override
    public void commanded(HonestNode by, long command, @Nullable NodeId target) {
        for (Watcher watcher : all) {
            watcher.commanded(by, command, target);
        }
    }

    @Override
    public void asked(HonestNode by, long command, Contact to) {
        for (Watcher watcher : all) {
            watcher.asked(by, command, to);
        }
    }

    @Override
    public void resolving(HonestNode by, long command, NodeId id) {
        for (Watcher watcher : all) {
            watcher.resolving(by, command, id);
        }
    }

    @Override
    public void cancelled(HonestNode by, long command) {
        for (Watcher watcher : all) {
            watcher.cancelled(by, command);
        }
    }

    @Override
    public void ticked(HonestNode node) {
        for (Watcher watcher : ofTicked) {
            watcher.ticked(node);
        }
    }

    @Override
    public void settled(HonestNode node) {
        for (Watcher watcher : ofSettled) {
            watcher.settled(node);
        }
    }

    @Override
    public void started(HonestNode node) {
        for (Watcher watcher : all) {
            watcher.started(node);
        }
    }

    @Override
    public void stopped(HonestNode node) {
        for (Watcher watcher : all) {
            watcher.stopped(node);
        }
    }
}
