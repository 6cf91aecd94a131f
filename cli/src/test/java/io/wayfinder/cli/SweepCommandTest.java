package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Sweep;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
final class SweepCommandTest {

    private static final String AGAIN = "wayfinder simulate sweep --first 7 --seeds 1 --nodes 16 --for 2m";

    /** Of seeds that all go well but the seventh. */
    private static Invocation sweep(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Invocation.console(Map.of(), "", out, err);
        SweepCommand command = new SweepCommand(console, (nodes, forMs) -> SweepCommandTest::run);
        int code = new CommandLine(command).execute(arguments);
        return new Invocation(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Sweep.Result run(long seed) {
        Optional<String> violation =
                seed == 7 ? Optional.of("KeysAgree violated\n  seed 7: loss 3 %\n  " + AGAIN) : Optional.empty();
        return new Sweep.Result(seed, "loss 3 %", "0123456789abcdef", 10, 16, 16, violation, AGAIN);
    }

    @Test
    void aViolationIsToldWithItsSeedItsWeatherAndTheCommandThatShowsItAgain() {
        Invocation swept = sweep("--first", "5", "--seeds", "4");
        assertEquals(ExitCode.NETWORK, swept.code(), swept.err());
        List<String> lines = swept.out().lines().toList();
        assertEquals(List.of("KeysAgree violated", "  seed 7: loss 3 %", "  " + AGAIN), lines.subList(0, 3));
        assertTrue(swept.out().matches("(?s).*violations +1\n.*"), swept.out());
    }

    @Test
    void jsonHasAnObjectForEachViolationAndThenTheSummary() {
        Invocation swept = sweep("--first", "5", "--seeds", "4", "--json");
        assertEquals(ExitCode.NETWORK, swept.code(), swept.err());
        JsonObject violation = swept.jsonLines().getFirst();
        assertEquals(7, violation.getInteger("seed"));
        assertEquals("KeysAgree violated", violation.getString("violation"));
        assertEquals("loss 3 %", violation.getString("weather"));
        assertEquals(AGAIN, violation.getString("command"));
        assertEquals(1, swept.jsonLines().getLast().getInteger("violations"));
    }

    @Test
    void withoutAViolationItEndsWell() {
        Invocation swept = sweep("--first", "8", "--seeds", "3");
        assertEquals(ExitCode.DONE, swept.code(), swept.err());
        assertTrue(swept.out().matches("(?s).*violations +0\n.*"), swept.out());
    }
}
