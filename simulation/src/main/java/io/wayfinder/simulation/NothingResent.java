package io.wayfinder.simulation;

import java.util.Map;

/** For networks on perfect links in which nobody leaves. */
final class NothingResent extends Invariant {

    NothingResent(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Where nothing is lost and nobody leaves, every request is answered at its first sending";
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            Map<String, Long> counters = node.core().counters();
            long resent = counters.getOrDefault("requests_resent", 0L);
            long silent = counters.getOrDefault("requests_ended{outcome=\"timed_out\"}", 0L);
            if (resent + silent > 0) {
                throw violation(node, "%d sent again, %d without an answer".formatted(resent, silent));
            }
        }
    }
}
