package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class UsageTest {

    @TempDir
    private Path directory = Path.of("");

    private static CommandLine program() {
        return Wayfinder.commandLine(
                Invocation.console(Map.of(), "", new ByteArrayOutputStream(), new ByteArrayOutputStream()));
    }

    /** Each as its words. */
    private static List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        program().getSubcommands().forEach((name, line) -> {
            commands.add(List.of(name));
            line.getSubcommands().keySet().forEach(inner -> commands.add(List.of(name, inner)));
        });
        return commands;
    }

    @Test
    void everyCommandIsThere() {
        assertEquals(
                List.of(
                        "run",
                        "devnet",
                        "peers",
                        "ping",
                        "findnode",
                        "talk",
                        "lookup",
                        "resolve",
                        "crawl",
                        "bootnodes",
                        "conformance",
                        "simulate",
                        "enr",
                        "key",
                        "completion"),
                List.copyOf(program().getSubcommands().keySet()));
    }

    @Test
    void everyHelpShowsRealExamples() {
        for (List<String> command : commands()) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--help");
            Invocation help = Invocation.of(arguments.toArray(String[]::new));
            assertEquals(0, help.code());
            String words = "wayfinder " + String.join(" ", command) + " ";
            String examples = help.out().substring(help.out().indexOf("Examples:"));
            assertTrue(
                    examples.lines()
                                    .filter(line -> (line + " ").contains(words))
                                    .count()
                            >= 2,
                    help.out());
            assertEquals("", help.err());
        }
    }

    @Test
    void unknownFlagIsOneLineOfEveryCommand() {
        for (List<String> command : commands()) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--no-such-flag");
            Invocation refused = Invocation.of(arguments.toArray(String[]::new));
            assertEquals(2, refused.code(), command.toString());
            assertTrue(refused.complaint().contains("--no-such-flag"), refused.err());
            assertTrue(refused.complaint().contains("--help"), refused.err());
            assertEquals(1, refused.err().lines().count(), refused.err());
            assertEquals("", refused.out());
        }
    }

    @Test
    void misspeltFlagGetsASuggestion() {
        Invocation refused = Invocation.of("devnet", "--node", "5");
        assertEquals(2, refused.code());
        assertTrue(refused.complaint().contains("--nodes"), refused.err());
    }

    @Test
    void unknownOrMissingCommandIsBadUsage() {
        assertEquals(2, Invocation.of("frobnicate").code());
        assertTrue(Invocation.of("frobnicate").complaint().contains("frobnicate"));
        Invocation none = Invocation.of();
        assertEquals(2, none.code());
        assertEquals("", none.out());
        assertTrue(none.err().contains("devnet"), none.err());
        program()
                .getSubcommands()
                .keySet()
                .forEach(name -> assertTrue(none.err().contains("  " + name), none.err()));
        assertEquals(2, Invocation.of("enr").code());
        assertEquals(2, Invocation.of("key").code());
    }

    @Test
    void versionAndHelpAreResults() {
        Invocation version = Invocation.of("--version");
        assertEquals(0, version.code());
        assertTrue(version.out().matches("wayfinder \\d+\\.\\d+\\.\\d+\\S*\\R"), version.out());
        assertTrue(Invocation.of("--help").out().contains("bootnodes"));
    }

    @Test
    void stackTraceIsOnlyForDebug() {
        assertFalse(Invocation.of("enr", "decode", "x").err().contains("\tat "));
        Invocation debugged = Invocation.of("enr", "decode", "x", "--debug");
        assertTrue(debugged.err().contains("\tat io.wayfinder"), debugged.err());
        assertEquals(2, debugged.code());
    }

    @Test
    void completionOfEveryShellKnowsEveryCommandAndFlag() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Invocation script = Invocation.of("completion", shell);
            assertEquals(0, script.code());
            assertTrue(script.out().contains("wayfinder"), shell);
            for (List<String> command : commands()) {
                assertTrue(script.out().contains(command.getLast()), shell + " " + command);
            }
            assertTrue(script.out().contains("netrestrict"), shell);
        }
        assertEquals(2, Invocation.of("completion", "tcsh").code());
        assertEquals(2, Invocation.of("completion").code());
    }

    @Test
    void bashTakesItsCompletionScript() throws IOException, InterruptedException {
        Path script = Files.writeString(
                directory.resolve("completion"),
                Invocation.of("completion", "bash").out());
        Process bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        assertTrue(bash.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, bash.exitValue());
    }
}
