package io.wayfinder.conformance;

import io.wayfinder.conformance.Verdict.Outcome;
import io.wayfinder.enr.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Judges one live node. Belongs to one thread; a case lasts from a few milliseconds to a minute. */
public final class Conformance {

    private static final int ATTEMPTS_MAX = 2;

    private final Target target;
    private final List<IpAddress> addresses;
    private final Timing timing;
    private @Nullable Case silencer;

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

    /**
     * Whether the node sends anything at all to a stranger whose packet it cannot read. If not, no case can be judged.
     */
    public boolean answers() {
        return answersWithin(timing.answer());
    }

    /** After this case the node answered nobody any more; null while it does. */
    public @Nullable Case silencer() {
        return silencer;
    }

    /**
     * A failed case is run once more, since UDP may lose a packet; it is red when it fails again. A case that leaves the
     * node dead is red whatever else it saw, and all after it are skipped: they would tell nothing.
     */
    public Verdict judge(Case judged) {
        Case by = silencer;
        if (by != null) {
            return new Verdict(judged, Outcome.SKIPPED, "the node answers nobody since " + by.name(), 0, 0, List.of());
        }
        Verdict verdict = attempt(judged, 1);
        for (int i = 2; i <= ATTEMPTS_MAX && verdict.outcome() == Outcome.FAILED && silencer == null; i++) {
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
            if (!answersWithin(timing.initiative())) {
                silencer = judged;
                outcome = Outcome.FAILED;
                reason += (reason.isEmpty() ? "" : "; ") + "after it the node answers nobody any more";
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

    /** Asks as a new stranger until something comes: one packet may be lost, or come while the node is busy. */
    private boolean answersWithin(Duration limit) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        try (Dialogue dialogue = new Dialogue(target, addresses, timing)) {
            do {
                Prober stranger = dialogue.prober();
                stranger.send(stranger.randomPacket(), "an ordinary packet of random content");
                long leftNs = Math.max(0, deadlineNs - System.nanoTime());
                Duration patience =
                        Duration.ofNanos(Math.min(leftNs, timing.silence().toNanos()));
                if (stranger.next(patience).isPresent()) {
                    return true;
                }
            } while (System.nanoTime() < deadlineNs);
        }
        return false;
    }
}
