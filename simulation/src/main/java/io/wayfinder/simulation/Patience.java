package io.wayfinder.simulation;

import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.discovery.table.TableLimits;

/** How long it takes nodes to notice things at the latest, by their limits. */
record Patience(TableLimits table, RequestLimits requests) {

    /** Jitter is a quarter either way. */
    private static long jittered(long ms) {
        return ms + ms / 4;
    }

    /** From an answer until the node is no longer relayed, unless it answers again. */
    long relayedMs() {
        return missesMs(table.missesSilent());
    }

    /** From its death until a node is in no table: others may name it until they notice, and it is tried anew. */
    long deadMs() {
        return missesMs(table.missesProven()) + unprovenMs();
    }

    private long unprovenMs() {
        return table.missesUnproven() * (requests.overallMs() + jittered(table.retryPingMs())) + table.pingPatienceMs();
    }

    private long missesMs(int misses) {
        long ms = jittered(table.slowPingMs()) + requests.overallMs();
        for (int miss = 1; miss < misses; miss++) {
            ms += jittered(table.retryPingMs() << (miss - 1)) + requests.overallMs();
        }
        return ms + requests.overallMs();
    }
}
