package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.Map;

/**
 * Asks the bootnodes for neighbours while nobody in the table is live: at once, then with back-off, for ever at its
 * slow end.
 */
final class Bootstrap {

    static final long FIRST_RETRY_MS = 1_000;

    static final long LAST_RETRY_MS = 60_000;

    /** After a live node was found: nobody makes us ask all the time by answering and being gone again. */
    static final long REJOIN_MS = 5_000;

    private static final Question OWN_RECORD = new Question.FindNode(List.of(0));

    /** Where nearly all nodes are, seen from anywhere. Distance 0 is a question of its own: some answer it alone. */
    private static final Question ANY_NODES = new Question.FindNode(List.of(256, 255, 254, 253));

    private final NodeId localId;
    private final List<Contact> bootnodes;
    private final NodeTable table;
    private final Acquaintances acquaintances;
    private final Errands errands;
    private final Walks walks;
    private long nextMs;
    private long backOffMs = FIRST_RETRY_MS;
    private boolean joined;
    private int inFlight;
    private long rounds;

    Bootstrap(
            Config config,
            NodeId localId,
            NodeTable table,
            Acquaintances acquaintances,
            Errands errands,
            Walks walks,
            long nowMs) {
        this.localId = localId;
        this.bootnodes = config.bootnodes();
        this.table = table;
        this.acquaintances = acquaintances;
        this.errands = errands;
        this.walks = walks;
        this.nextMs = nowMs;
    }

    /** The table may have its first live node, which is where we join, or have lost its last. */
    void look(long nowMs) {
        boolean live = table.hasLive();
        if (live && !joined) {
            backOffMs = FIRST_RETRY_MS;
            nextMs = nowMs + REJOIN_MS;
            walks.join(nowMs);
        }
        joined = live;
    }

    void tick(long nowMs) {
        if (nextDeadlineMs() > nowMs) {
            return;
        }
        rounds++;
        bootnodes.forEach(bootnode -> ask(nowMs, bootnode));
        nextMs = nowMs + backOffMs;
        backOffMs = Math.min(2 * backOffMs, LAST_RETRY_MS);
    }

    private void ask(long nowMs, Contact bootnode) {
        if (bootnode.id().equals(localId)) {
            return;
        }
        if (acquaintances.record(bootnode.id()).isEmpty()) {
            errands.send(nowMs, bootnode, OWN_RECORD, new Errand.Boot());
            inFlight++;
        }
        errands.send(nowMs, bootnode, ANY_NODES, new Errand.Boot());
        inFlight++;
    }

    /** A question to a bootnode has ended. */
    void ended() {
        inFlight--;
    }

    /** A round waits for the one before. */
    long nextDeadlineMs() {
        boolean idle = joined || inFlight > 0 || bootnodes.isEmpty();
        return idle ? Long.MAX_VALUE : nextMs;
    }

    void count(Map<String, Long> counters) {
        counters.put("bootstrap_rounds", rounds);
    }
}
