package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sizes as the counters tell them. */
final class SizesBounded extends Invariant {

    private static final int BUCKETS = 256;

    /** The random walk and the look-ups after joining: upkeep has one of each. */
    private static final int UPKEEP_LOOKUPS = 1;

    /** Loopback, LAN and the wide network. */
    private static final int SCOPES = 3;

    private final Map<String, Long> bounds = new LinkedHashMap<>();
    private int round;

    SizesBounded(World world) {
        super(world);
        Limits limits = world.limits();
        long entries = (long) BUCKETS * limits.table().bucketSize();
        bounds.put("sessions", (long) limits.sessions().sessions());
        bounds.put("challenges_open", (long) limits.sessions().challenges());
        bounds.put("sent_nonces", (long) limits.sessions().sentNonces());
        bounds.put("requests_open", (long) limits.requests().total());
        bounds.put("answers_peers", (long) limits.requests().answeredPeers());
        bounds.put("silent_nodes", (long) limits.table().silentNodes());
        bounds.put("records_known", (long) limits.knownRecords());
        bounds.put("talks_pending", (long) limits.talksPending());
        bounds.put("lookups_running", (long) limits.lookupsAtOnce() + UPKEEP_LOOKUPS);
        bounds.put("table_nodes", entries);
        bounds.put("checks_postponed", entries);
        bounds.put("voters_ipv4", (long) SCOPES * limits.table().voters());
        bounds.put("voters_ipv6", (long) SCOPES * limits.table().voters());
        // Every PING ends before the table loses patience.
        bounds.put("table_events{event=\"ping_result_missing\"}", 0L);
    }

    @Override
    String claim() {
        return "Every map is within its bound, no gauge is negative, and the table is told how each of its PINGs has ended";
    }

    /** What a node holds, in all maps that its counters tell of. */
    long held(HonestNode node) {
        Map<String, Long> counters = node.core().counters();
        return bounds.keySet().stream().mapToLong(counters::get).sum();
    }

    @Override
    void inspect() {
        world.alive().forEach(this::weigh);
    }

    /** Looks at every so manieth node, at others the next time. */
    void inspectSome(int parts) {
        round++;
        for (HonestNode node : world.alive()) {
            if ((node.number() + round) % parts == 0) {
                weigh(node);
            }
        }
    }

    private void weigh(HonestNode node) {
        Map<String, Long> counters = node.core().counters();
        bounds.forEach((gauge, bound) -> {
            Long size = counters.get(gauge);
            if (size == null || size < 0 || size > bound) {
                throw violation(node, "%s is %d, its bound %d".formatted(gauge, size, bound));
            }
        });
    }
}
