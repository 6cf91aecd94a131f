package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open requests to one node, oldest first: some in flight, the rest waiting for their turn. */
final class PeerQueue {

    private final List<PendingRequest> inFlight = new ArrayList<>(1);
    private final ArrayDeque<PendingRequest> queued = new ArrayDeque<>(1);
    private final RequestLimits limits;

    PeerQueue(RequestLimits limits) {
        this.limits = limits;
    }

    boolean isFull() {
        return inFlight.size() >= limits.inFlightPerPeer() && queued.size() >= limits.queuedPerPeer();
    }

    boolean isEmpty() {
        return inFlight.isEmpty() && queued.isEmpty();
    }

    void add(PendingRequest request) {
        queued.add(request);
    }

    void remove(PendingRequest request) {
        if (!inFlight.remove(request)) {
            queued.remove(request);
        }
    }

    /** The next that may start, now in flight; null when none waits or as many are in flight as may be. */
    @Nullable
    PendingRequest start() {
        if (inFlight.size() >= limits.inFlightPerPeer()) {
            return null;
        }
        PendingRequest next = queued.poll();
        if (next != null) {
            inFlight.add(next);
        }
        return next;
    }

    /** Those in flight whose present attempt goes to the peer, oldest first; the caller's own list. */
    List<PendingRequest> inFlightAt(Peer peer) {
        List<PendingRequest> requests = new ArrayList<>(inFlight.size());
        for (PendingRequest request : inFlight) {
            if (request.at().equals(peer)) {
                requests.add(request);
            }
        }
        return requests;
    }
}
