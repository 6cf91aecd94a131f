package io.wayfinder.conformance;

import io.wayfinder.conformance.Verdict.Outcome;
import io.wayfinder.enr.IpAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Judges one live node. Belongs to one thread; a case lasts from a few milliseconds to a minute. */
public final class Conformance {

    private static final int ATTEMPTS_MAX = 2;

    private final Target target;
    private final List<IpAddress> addresses;
    private final Timing timing;

    /**
     * @param addresses of this machine, at which the node can reach it, at least one; a second one serves the
     *     multi-homed cases
     */
    public Conformance(Target target, List<IpAddress> addresses, Timing timing) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("at least one address to talk from");
        }
        this.target = target;
        this.addresses = List.copyOf(addresses);
        this.timing = timing;
    }

    /** A failed case is run once more, since UDP may lose a packet; it is red when it fails again. */
    public Verdict judge(Case judged) {
        Verdict verdict = attempt(judged, 1);
        for (int i = 2; i <= ATTEMPTS_MAX && verdict.outcome() == Outcome.FAILED; i++) {
            verdict = attempt(judged, i);
        }
        return verdict;
    }

    private Verdict attempt(Case judged, int attempt) {
        long startNs = System.nanoTime();
        try (Dialogue dialogue = new Dialogue(target, addresses, timing)) {
            Outcome outcome = Outcome.PASSED;
            String reason = "";
            try {
                judged.script().run(dialogue);
            } catch (UnmetException e) {
                outcome = Outcome.FAILED;
                reason = e.reason();
            } catch (NotApplicableException e) {
                outcome = Outcome.SKIPPED;
                reason = e.reason();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            return new Verdict(
                    judged,
                    outcome,
                    reason,
                    attempt,
                    millis,
                    dialogue.transcript().lines());
        }
    }
}
