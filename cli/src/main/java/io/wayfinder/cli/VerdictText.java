package io.wayfinder.cli;

import io.wayfinder.conformance.Case;
import io.wayfinder.conformance.Level;
import io.wayfinder.conformance.Verdict;
import io.wayfinder.conformance.Verdict.Outcome;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Verdicts for a person: a line each, and all that is known of those that failed. */
final class VerdictText {

    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean colours;
    private final boolean verbose;

    VerdictText(Console console, boolean verbose) {
        this.out = console.out();
        this.colours = console.outIsTerminal() && console.colours();
        this.verbose = verbose;
    }

    void print(Verdict verdict) {
        Case judged = verdict.judged();
        String line = "%s  %-8s  %s"
                .formatted(outcome(verdict.outcome()), judged.rule().level().label(), judged.name());
        switch (verdict.outcome()) {
            case PASSED -> out.println(line + " (" + verdict.millis() + " ms)");
            case SKIPPED -> out.println(line + ": " + verdict.reason());
            case FAILED -> {
                out.println(line + ": " + verdict.reason());
                field("rule", judged.rule().quote());
                field("section", judged.rule().section());
                field("sent", judged.sends());
                field("expected", judged.expects());
            }
        }
        if (verdict.outcome() == Outcome.FAILED || verbose) {
            verdict.transcript().forEach(each -> out.println("          " + each));
        }
        out.flush();
    }

    /** @param reproduction the command that judges a case again */
    void summarise(Tally tally, Function<Case, String> reproduction) {
        out.println();
        Table table = new Table("LEVEL", "PASSED", "FAILED", "SKIPPED");
        for (Level level : Level.values()) {
            table.row(
                    level.label(),
                    Long.toString(tally.count(level, Outcome.PASSED)),
                    Long.toString(tally.count(level, Outcome.FAILED)),
                    Long.toString(tally.count(level, Outcome.SKIPPED)));
        }
        table.print(out);
        List<Verdict> failed = tally.failed();
        if (!failed.isEmpty()) {
            out.println();
            out.println("To see one again:");
            failed.forEach(verdict -> out.println("  " + reproduction.apply(verdict.judged())));
        }
    }

    private void field(String name, String value) {
        out.println("          %-9s %s".formatted(name, value));
    }

    private String outcome(Outcome outcome) {
        String text = "%-7s"
                .formatted(
                        outcome == Outcome.FAILED
                                ? outcome.name()
                                : outcome.name().toLowerCase(Locale.ROOT));
        if (!colours) {
            return text;
        }
        return switch (outcome) {
            case PASSED -> GREEN + text + PLAIN;
            case FAILED -> RED + text + PLAIN;
            case SKIPPED -> YELLOW + text + PLAIN;
        };
    }
}
