package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open requests to one node, oldest first: some in flight, the rest waiting for their turn. */
final class PeerQueue {

    private final LinkedHashMap<Long, PendingRequest> inFlight = new LinkedHashMap<>();
    private final LinkedHashMap<Long, PendingRequest> queued = new LinkedHashMap<>();
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
        queued.put(request.number(), request);
    }

    void remove(PendingRequest request) {
        inFlight.remove(request.number());
        queued.remove(request.number());
    }

    /** The next that may start, now in flight; null when none waits or as many are in flight as may be. */
    @Nullable
    PendingRequest start() {
        if (inFlight.size() >= limits.inFlightPerPeer()) {
            return null;
        }
        Map.Entry<Long, PendingRequest> next = queued.pollFirstEntry();
        if (next == null) {
            return null;
        }
        inFlight.put(next.getKey(), next.getValue());
        return next.getValue();
    }

    /** Those in flight whose present attempt goes to the peer, oldest first; the caller's own list. */
    List<PendingRequest> inFlightAt(Peer peer) {
        List<PendingRequest> requests = new ArrayList<>(inFlight.size());
        for (PendingRequest request : inFlight.values()) {
            if (request.at().equals(peer)) {
                requests.add(request);
            }
        }
        return requests;
    }
}
