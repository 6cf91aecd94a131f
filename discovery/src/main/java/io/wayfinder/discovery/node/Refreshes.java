package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.session.Peer;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches the record of a node that told of a newer one than we have (wire, "PING": ask FINDNODE [0]). */
final class Refreshes {

    /** Bounds what peers can make us send in that time: over it a refresh is left for the node's next PING or PONG. */
    static final int AT_ONCE = 64;

    private static final Question OWN_RECORD = new Question.FindNode(List.of(0));

    private final Acquaintances acquaintances;
    private final Errands errands;
    private final long quietMs;
    /** When each node was asked, those of more than {@code quietMs} ago left out. */
    private final LinkedHashMap<NodeId, Long> askedMs = new LinkedHashMap<>();

    private long started;
    private long refused;

    /**
     * @param quietMs as long as a request lasts at most, so that no node is asked twice at once, and one which does not
     *     give the record that it tells of is not asked at each of its packets
     */
    Refreshes(Acquaintances acquaintances, Errands errands, long quietMs) {
        this.acquaintances = acquaintances;
        this.errands = errands;
        this.quietMs = quietMs;
    }

    /** The node at {@code peer}, in an authenticated message, said that its record has this sequence number. */
    void told(long nowMs, Peer peer, long seq) {
        Optional<NodeRecord> held = acquaintances.record(peer.id());
        if (held.isEmpty() || Long.compareUnsigned(seq, held.get().seq()) <= 0) {
            return;
        }
        forgetOld(nowMs);
        if (askedMs.containsKey(peer.id()) || askedMs.size() >= AT_ONCE) {
            refused++;
            return;
        }
        started++;
        askedMs.put(peer.id(), nowMs);
        errands.send(nowMs, acquaintances.contact(peer).orElseThrow(), OWN_RECORD, new Errand.Refresh());
    }

    private void forgetOld(long nowMs) {
        while (!askedMs.isEmpty() && askedMs.firstEntry().getValue() + quietMs <= nowMs) {
            askedMs.pollFirstEntry();
        }
    }

    void count(Map<String, Long> counters) {
        counters.put("refreshes_started", started);
        counters.put("refreshes_refused", refused);
    }
}
