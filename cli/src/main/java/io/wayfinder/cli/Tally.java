package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.conformance.Level;
import io.wayfinder.conformance.Specification;
import io.wayfinder.conformance.Verdict;
import io.wayfinder.conformance.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The verdicts so far, at most one for each case of the suite, counted. */
final class Tally {

    private final List<Verdict> verdicts = new ArrayList<>();

    void add(Verdict verdict) {
        verdicts.add(verdict);
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    List<Verdict> failed() {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAILED)
                .toList();
    }

    long count(Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    long count(Level level, Outcome outcome) {
        return verdicts.stream()
                .filter(verdict -> verdict.judged().rule().level() == level && verdict.outcome() == outcome)
                .count();
    }

    /** Whether the node broke what it has to keep. */
    boolean broken(boolean strict) {
        return verdicts.stream().anyMatch(verdict -> binds(verdict, strict));
    }

    /** Whether a verdict says that the node broke what it has to keep; {@code strict}: a should, too. */
    static boolean binds(Verdict verdict, boolean strict) {
        return verdict.failed(Level.MUST) || (strict && verdict.failed(Level.SHOULD));
    }

    /** {@code {"summary":{"must":{"passed":1,"failed":0,"skipped":0}, ...}, "specification":...}}. */
    JsonObject json() {
        JsonObject summary = new JsonObject();
        for (Level level : Level.values()) {
            JsonObject counts = new JsonObject();
            for (Outcome outcome : Outcome.values()) {
                counts.put(label(outcome), count(level, outcome));
            }
            summary.put(level.label(), counts);
        }
        return new JsonObject().put("summary", summary).put("specification", Specification.COMMIT);
    }

    static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
