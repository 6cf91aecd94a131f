package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.interop.InteropReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rounds in which both sides dialled at once, and what was lost in them. */
final class DialTally {

    private final long startMs = System.currentTimeMillis();
    private final List<Integer> lostByUs = new ArrayList<>();
    private final List<Integer> lostByThem = new ArrayList<>();
    private int rounds;
    private int crossed;
    private int lost;

    /** @param ours counts the handshakes, which crossed when it both sent one and took one */
    void add(int round, boolean weAreAnswered, boolean theyAreAnswered, OurNode ours) {
        Map<String, Long> counters = OurNode.await(ours.service().counters());
        rounds++;
        if (counters.getOrDefault("handshakes_sent", 0L) > 0 && counters.getOrDefault("handshakes_accepted", 0L) > 0) {
            crossed++;
        }
        if (!weAreAnswered) {
            lostByUs.add(round);
        }
        if (!theyAreAnswered) {
            lostByThem.add(round);
        }
        if (!weAreAnswered || !theyAreAnswered) {
            lost++;
        }
    }

    /** Reports the rate, and fails when a larger part of the rounds than this has lost something. */
    void requireAtMost(double partLost, String peer, String testCase) {
        boolean passes = lost <= partLost * rounds;
        Outcome outcome = passes ? Outcome.PASS : Outcome.FAIL;
        InteropReport.record(peer, testCase, outcome, System.currentTimeMillis() - startMs, toString());
        assertTrue(passes, this::toString);
    }

    @Override
    public String toString() {
        return "%d rounds, %d with both handshakes: we lost %d %s, they lost %d %s"
                .formatted(rounds, crossed, lostByUs.size(), lostByUs, lostByThem.size(), lostByThem);
    }
}
