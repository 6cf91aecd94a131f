package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.session.SessionEvent;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All open requests. Since each may take the same time in all, each attempt the same time, each hold, and each wait for
 * the rest of an answer, the orders in which these begin are the orders of expiry: nothing is ever searched for.
 */
final class PendingRequests {

    private final RequestLimits limits;
    private final LinkedHashMap<Long, PendingRequest> open = new LinkedHashMap<>();
    private final LinkedHashMap<Long, PendingRequest> legs = new LinkedHashMap<>();
    private final LinkedHashMap<Long, PendingRequest> holds = new LinkedHashMap<>();
    private final LinkedHashMap<Long, PendingRequest> rests = new LinkedHashMap<>();
    private final Map<RequestId, PendingRequest> byId = new LinkedHashMap<>();
    private final Map<NodeId, PeerQueue> queues = new LinkedHashMap<>();

    PendingRequests(RequestLimits limits) {
        this.limits = limits;
    }

    /** Whether there is room for a request to this node. */
    boolean hasRoom(NodeId id) {
        PeerQueue queue = queues.get(id);
        return open.size() < limits.total() && (queue == null || !queue.isFull());
    }

    boolean isUsed(RequestId id) {
        return byId.containsKey(id);
    }

    void add(PendingRequest request) {
        open.putLast(request.number(), request);
        byId.put(request.id(), request);
        queues.computeIfAbsent(request.to().id(), unused -> new PeerQueue(limits))
                .add(request);
    }

    /** Whether a request to the node is open. */
    boolean isAwaited(NodeId id) {
        return queues.containsKey(id);
    }

    /** The next request to the node that may start, now in flight. */
    @Nullable
    PendingRequest start(NodeId id) {
        PeerQueue queue = queues.get(id);
        return queue == null ? null : queue.start();
    }

    void startLeg(long nowMs, PendingRequest request) {
        request.legDueMs = nowMs + limits.legMs();
        legs.putLast(request.number(), request);
    }

    /** The request waits for the peer's handshake. */
    void hold(long nowMs, PendingRequest request) {
        request.holdDueMs = nowMs + limits.holdMs();
        holds.putLast(request.number(), request);
    }

    /** Part of its answer has come: no further attempt is made. */
    void awaitRest(long nowMs, PendingRequest request) {
        legs.remove(request.number());
        request.legDueMs = nowMs + limits.restMs();
        rests.putLast(request.number(), request);
    }

    void remove(PendingRequest request) {
        open.remove(request.number());
        holds.remove(request.number());
        legs.remove(request.number());
        rests.remove(request.number());
        byId.remove(request.id());
        NodeId id = request.to().id();
        PeerQueue queue = queues.get(id);
        if (queue != null) {
            queue.remove(request);
            if (queue.isEmpty()) {
                queues.remove(id);
            }
        }
    }

    @Nullable
    PendingRequest get(long number) {
        return open.get(number);
    }

    @Nullable
    PendingRequest get(RequestId id) {
        return byId.get(id);
    }

    /** Those in flight whose present attempt goes to the peer, oldest first. */
    List<PendingRequest> inFlightAt(Peer peer) {
        PeerQueue queue = queues.get(peer.id());
        return queue == null ? List.of() : queue.inFlightAt(peer);
    }

    /** Whether a request that waits for a session with the peer has just asked for it. */
    boolean isDialled(long nowMs, Peer peer) {
        for (PendingRequest request : inFlightAt(peer)) {
            if (nowMs - request.dialledMs() < limits.legMs() / 2) {
                return true;
            }
        }
        return false;
    }

    /**
     * The request that a WHOAREYOU names (theory, "Handshake Implementation Considerations"). What it names may have
     * ended, or have been a probe: then the oldest that the peer could not read, null when there is none.
     */
    @Nullable
    PendingRequest unread(Peer peer, SessionEvent.Challenged challenged) {
        PendingRequest oldest = null;
        for (PendingRequest request : inFlightAt(peer)) {
            if (request.isUnread(challenged.refused())) {
                if (request.wentUnder(challenged.challenge().nonce())) {
                    return request;
                }
                oldest = oldest == null ? request : oldest;
            }
        }
        return oldest;
    }

    /** The next request whose time is over; the caller must remove it. */
    @Nullable
    PendingRequest overdue(long nowMs) {
        PendingRequest eldest = open.isEmpty() ? null : open.firstEntry().getValue();
        return eldest != null && eldest.deadlineMs() <= nowMs ? eldest : null;
    }

    /** The next request whose present attempt is over; it has none until one is started. */
    @Nullable
    PendingRequest pollOverdueLeg(long nowMs) {
        return !legs.isEmpty() && legs.firstEntry().getValue().legDueMs <= nowMs
                ? legs.pollFirstEntry().getValue()
                : null;
    }

    /** The next request that has waited long enough for the rest of its answer; the caller must remove it. */
    @Nullable
    PendingRequest overdueRest(long nowMs) {
        PendingRequest eldest = rests.isEmpty() ? null : rests.firstEntry().getValue();
        return eldest != null && eldest.legDueMs <= nowMs ? eldest : null;
    }

    /** The next request that has waited long enough for the peer's handshake. */
    @Nullable
    PendingRequest pollOverdueHold(long nowMs) {
        return !holds.isEmpty() && holds.firstEntry().getValue().holdDueMs <= nowMs
                ? holds.pollFirstEntry().getValue()
                : null;
    }

    long nextDeadlineMs() {
        if (open.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long overall = open.firstEntry().getValue().deadlineMs();
        long leg = legs.isEmpty() ? Long.MAX_VALUE : legs.firstEntry().getValue().legDueMs;
        long hold = holds.isEmpty() ? Long.MAX_VALUE : holds.firstEntry().getValue().holdDueMs;
        long rest = rests.isEmpty() ? Long.MAX_VALUE : rests.firstEntry().getValue().legDueMs;
        return Math.min(Math.min(overall, rest), Math.min(leg, hold));
    }

    int size() {
        return open.size();
    }
}
