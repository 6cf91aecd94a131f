package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.request.RequestEvent;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The PINGs that the table asks for; it is told how each ended as of any other request. One that has missed before is
 * asked with one attempt: most of those are gone, and the table asks the others again soon.
 */
final class Checks {

    /** A PING that found no room among our requests says nothing about the node: it is sent again. */
    static final long POSTPONE_MS = 1_000;

    private static final Question PING = new Question.Ping();

    private final NodeTable table;
    private final Errands errands;
    /** When to try again, equal delays in order: at most one each for the nodes in the table. */
    private final LinkedHashMap<NodeId, Long> postponed = new LinkedHashMap<>();

    private long sent;

    Checks(NodeTable table, Errands errands) {
        this.table = table;
        this.errands = errands;
    }

    void tick(long nowMs) {
        while (!postponed.isEmpty() && postponed.firstEntry().getValue() <= nowMs) {
            NodeId id = postponed.pollFirstEntry().getKey();
            table.get(id).ifPresent(record -> send(nowMs, record));
        }
        if (table.nextDeadlineMs() <= nowMs) {
            table.duePings(nowMs).forEach(record -> send(nowMs, record));
        }
    }

    private void send(long nowMs, NodeRecord record) {
        sent++;
        if (table.hasMissed(record.nodeId())) {
            errands.sendOnce(nowMs, Contact.of(record), PING, new Errand.Check());
        } else {
            errands.send(nowMs, Contact.of(record), PING, new Errand.Check());
        }
    }

    void ended(long nowMs, RequestEvent.Finished check) {
        if (check.outcome() instanceof Outcome.Busy) {
            postponed.putLast(check.to().id(), nowMs + POSTPONE_MS);
        }
    }

    long nextDeadlineMs() {
        Map.Entry<NodeId, Long> first = postponed.firstEntry();
        return Math.min(table.nextDeadlineMs(), first == null ? Long.MAX_VALUE : first.getValue());
    }

    void count(Map<String, Long> counters) {
        counters.put("checks_sent", sent);
        counters.put("checks_postponed", (long) postponed.size());
    }
}
