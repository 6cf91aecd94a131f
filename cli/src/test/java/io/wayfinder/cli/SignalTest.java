package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: signals, and what is left after them. */
@Timeout(90)
final class SignalTest {

    private static final int SIGINT = 2;

    @TempDir
    private Path directory = Path.of("");

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Wayfinder.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(directory.resolve("err").toFile());
        builder.environment().putAll(Invocation.LOOPBACK);
        return builder.start();
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectOutput(new File("/dev/null"))
                .start();
        assertEquals(0, kill.waitFor());
    }

    /** What a shell without job control starts in the background ignores SIGINT, and all that it starts (POSIX, sh, 2.11). */
    private static boolean ignoresInterrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .sum();
        return (ignored & 1 << (SIGINT - 1)) != 0;
    }

    private static List<String> signals() throws IOException {
        return ignoresInterrupt() ? List.of("TERM") : List.of("TERM", "INT");
    }

    private JsonObject ready(BufferedReader out) throws IOException {
        String line = out.readLine();
        assertTrue(line != null, () -> "not ready: " + stderr());
        return new JsonObject(line);
    }

    private String stderr() {
        try {
            return Files.readString(directory.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertStops(String signal, String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            ready(out);
            long sent = System.nanoTime();
            signal(process, signal);
            assertTrue(process.waitFor(2, TimeUnit.SECONDS), signal + " ends it within two seconds");
            assertEquals(0, process.exitValue(), stderr());
            assertTrue(System.nanoTime() - sent < 2_000_000_000L);
            assertEquals(null, out.readLine(), "nothing follows the ready line");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void runEndsInGoodOrderOnBothSignals() throws IOException, InterruptedException {
        String data = directory.resolve("data").toString();
        for (String signal : signals()) {
            assertStops(
                    signal,
                    "run",
                    "--network",
                    "none",
                    "--ip",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--rpc-port",
                    "0",
                    "--data-dir",
                    data,
                    "--json");
        }
        try (var files = Files.list(directory.resolve("data"))) {
            assertTrue(files.count() >= 3, "key, sequence number and store");
        }
    }

    @Test
    void devnetEndsOnBothSignals() throws IOException, InterruptedException {
        for (String signal : signals()) {
            assertStops(signal, "devnet", "--nodes", "5", "--rpc-port", "0", "--json");
        }
    }

    @Test
    void interruptedCrawlWritesWhatItFoundAndEndsWith130() throws IOException, InterruptedException {
        assumeFalse(ignoresInterrupt(), "SIGINT is ignored here, as of what a script started in the background");
        Path nodes = directory.resolve("nodes.json");
        Process devnet = start("devnet", "--nodes", "8", "--rpc-port", "0", "--json");
        try (BufferedReader out = devnet.inputReader(StandardCharsets.UTF_8)) {
            String bootnode = ready(out).getString("enr");
            Process crawl = start("crawl", "--bootnodes", bootnode, "--out", nodes.toString(), "--rate", "1");
            try {
                // One request a second: when the first answer is saved it is far from its end.
                long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (!Files.exists(nodes) && System.nanoTime() < endNs) {
                    assertTrue(!crawl.waitFor(50, TimeUnit.MILLISECONDS), this::stderr);
                }
                signal(crawl, "INT");
                assertTrue(crawl.waitFor(5, TimeUnit.SECONDS));
                assertEquals(130, crawl.exitValue(), stderr());
                assertTrue(new JsonObject(Files.readString(nodes)).size() >= 1);
            } finally {
                crawl.destroyForcibly();
            }
        } finally {
            devnet.destroyForcibly();
        }
    }

    @Test
    void errorsHaveTheirExitCodesAndNoStackTraces() throws IOException, InterruptedException {
        Process bad = start("ping", "enr:nonsense");
        assertTrue(bad.waitFor(20, TimeUnit.SECONDS));
        assertEquals(2, bad.exitValue());
        assertEquals(1, stderr().lines().count(), stderr());
        Process refused = start("peers", "--rpc", "http://127.0.0.1:1/");
        assertTrue(refused.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, refused.exitValue());
        assertEquals(1, stderr().lines().count(), stderr());
    }
}
