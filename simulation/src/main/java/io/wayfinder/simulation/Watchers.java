package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Tells every watcher, in the order in which they were added. */
final class Watchers implements Watcher {

    private final boolean allowed;
    private final List<Watcher> all = new ArrayList<>();

    /** @param allowed whether there is one lane only */
    Watchers(boolean allowed) {
        this.allowed = allowed;
    }

    void add(Watcher watcher) {
        if (!allowed) {
            throw new IllegalStateException("nobody can watch several lanes at once");
        }
        all.add(watcher);
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        for (Watcher watcher : all) {
            watcher.sent(by, from, to, datagram);
        }
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        for (Watcher watcher : all) {
            watcher.delivered(to, from, datagram);
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        for (Watcher watcher : all) {
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
    public void ticked(HonestNode node) {
        for (Watcher watcher : all) {
            watcher.ticked(node);
        }
    }

    @Override
    public void settled(HonestNode node) {
        for (Watcher watcher : all) {
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
