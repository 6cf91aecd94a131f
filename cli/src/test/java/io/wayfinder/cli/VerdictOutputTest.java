package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.conformance.Case;
import io.wayfinder.conformance.Level;
import io.wayfinder.conformance.Suite;
import io.wayfinder.conformance.Verdict;
import io.wayfinder.conformance.Verdict.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of verdicts that no node of ours brings about. */
final class VerdictOutputTest {

    private static final List<String> TRANSCRIPT = List.of("     0 ms -> PING (100 bytes)", "     9 ms <- \u0001<&>");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void failedCaseSaysAllThatIsNeededToArgueAboutIt() {
        Verdict failed = verdict(Level.MUST, Outcome.FAILED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VerdictText text = new VerdictText(Invocation.console(Map.of(), "", out, new ByteArrayOutputStream()), false);
        text.print(failed);
        Tally tally = new Tally();
        tally.add(failed);
        text.summarise(tally, judged -> "again " + judged.name());
        String told = out.toString(StandardCharsets.UTF_8);
        assertTrue(told.startsWith("FAILED   must      " + failed.judged().name() + ": it said no"), told);
        for (String part : List.of(
                failed.judged().rule().quote(),
                failed.judged().rule().section(),
                failed.judged().sends(),
                failed.judged().expects(),
                TRANSCRIPT.getFirst(),
                "again " + failed.judged().name())) {
            assertTrue(told.contains(part), told);
        }
    }

    @Test
    void mustAloneBindsUntilStrict() {
        assertTrue(Tally.binds(verdict(Level.MUST, Outcome.FAILED), false));
        assertFalse(Tally.binds(verdict(Level.MUST, Outcome.SKIPPED), true));
        assertFalse(Tally.binds(verdict(Level.PRACTICE, Outcome.FAILED), true));
    }

    @Test
    void junitFailsWhatTheCommandFailsFor() throws IOException {
        String report = junit(verdict(Level.MUST, Outcome.FAILED), verdict(Level.PRACTICE, Outcome.FAILED));
        assertTrue(report.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"1\""), report);
        assertTrue(report.contains("<failure type=\"must\" message=\"it said no\">"), report);
        assertTrue(report.contains("<skipped message=\"a practice that was not met: it said no\"/>"), report);
    }

    @Test
    void whatANodeSaysCannotBreakTheXml() throws IOException {
        String report = junit(verdict(Level.MUST, Outcome.PASSED));
        assertTrue(report.contains("?&lt;&amp;"), report);
        assertEquals(-1, report.indexOf('\u0001'));
    }

    private String junit(Verdict... verdicts) throws IOException {
        Path file = directory.resolve("report.xml");
        new JunitReport(file, false).write(List.of(verdicts));
        return Files.readString(file);
    }

    private static Verdict verdict(Level level, Outcome outcome) {
        Case judged = Suite.cases().stream()
                .filter(each -> each.rule().level() == level)
                .findFirst()
                .orElseThrow();
        return new Verdict(judged, outcome, outcome == Outcome.PASSED ? "" : "it said no", 2, 12, TRANSCRIPT);
    }
}
