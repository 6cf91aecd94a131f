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

    /** Bounds what one node, with ever newer records, can make us send in that time. */
    private static final int TIMES_IN_A_ROW = 4;

    private static final Question OWN_RECORD = new Question.FindNode(List.of(0));

    private final Acquaintances acquaintances;
    private final Errands errands;
    private final long quietMs;
    /** The nodes asked in the last {@code quietMs}, in the order of their first question. */
    private final LinkedHashMap<NodeId, Asked> asked = new LinkedHashMap<>();

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

    /** What became of the questions to one node since the first of them. */
    private static final class Asked {
        private final long firstMs;
        private long toldSeq;
        private int times;
        private boolean inFlight;
        private boolean delivered;

        private Asked(long firstMs) {
            this.firstMs = firstMs;
        }

        /** One that gave a newer record may have a newer one yet, when it changed it twice in a row. */
        private boolean mayBeAsked() {
            return times == 0 || (delivered && !inFlight && times < TIMES_IN_A_ROW);
        }
    }

    /** The node at {@code peer}, in an authenticated message, said that its record has this sequence number. */
    void told(long nowMs, Peer peer, long seq) {
        Optional<NodeRecord> held = acquaintances.record(peer.id());
        if (held.isEmpty() || Long.compareUnsigned(seq, held.get().seq()) <= 0) {
            return;
        }
        forgetOld(nowMs);
        Asked known = asked.get(peer.id());
        if (known == null && asked.size() < AT_ONCE) {
            known = new Asked(nowMs);
            asked.put(peer.id(), known);
        }
        if (known != null && Long.compareUnsigned(seq, known.toldSeq) > 0) {
            known.toldSeq = seq;
        }
        if (known == null || !known.mayBeAsked()) {
            refused++;
            return;
        }
        started++;
        known.times++;
        known.inFlight = true;
        errands.send(
                nowMs,
                acquaintances.contact(peer).orElseThrow(),
                OWN_RECORD,
                new Errand.Refresh(peer, held.get().seq()));
    }

    /** The question has ended, and what came of it is known. */
    void ended(long nowMs, Errand.Refresh refresh) {
        Asked known = asked.get(refresh.peer().id());
        if (known == null) {
            return;
        }
        known.inFlight = false;
        known.delivered = acquaintances
                .record(refresh.peer().id())
                .filter(held -> Long.compareUnsigned(held.seq(), refresh.heldSeq()) > 0)
                .isPresent();
        if (known.mayBeAsked()) {
            told(nowMs, refresh.peer(), known.toldSeq);
        }
    }

    private void forgetOld(long nowMs) {
        while (!asked.isEmpty() && asked.firstEntry().getValue().firstMs + quietMs <= nowMs) {
            asked.pollFirstEntry();
        }
    }

    void count(Map<String, Long> counters) {
        counters.put("refreshes_started", started);
        counters.put("refreshes_refused", refused);
    }
}
