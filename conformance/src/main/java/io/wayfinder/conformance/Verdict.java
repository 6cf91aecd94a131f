package io.wayfinder.conformance;

import java.util.List;

/**
 * What became of a case.
 *
 * @param reason what the node did other than expected, or what was missing; empty when it passed
 * @param attempts how often it was run: a case is red only when it failed twice, since UDP loses packets
 * @param transcript what was sent and seen in the last attempt, a line each with the time since its start
 */
public record Verdict(Case judged, Outcome outcome, String reason, int attempts, long millis, List<String> transcript) {

    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED,
    }

    public Verdict {
        transcript = List.copyOf(transcript);
    }

    public boolean failed(Level level) {
        return outcome == Outcome.FAILED && judged.rule().level() == level;
    }
}
