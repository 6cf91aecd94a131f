package io.wayfinder.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.Contact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final int NODES = 30;
    private static final long FOR_MS = 20_000;
    private static final long PATIENCE_S = 60;

    @Test
    void twoRunsGiveTheSameTrace() {
        assertEquals(trace(7, NODES, false), trace(7, NODES, false));
    }

    @Test
    void anotherSeedGivesAnother() {
        assertNotEquals(trace(7, NODES, false), trace(8, NODES, false));
    }

    @Test
    void standInsGiveTheTraceOfTheRealCurveAndCiphers() {
        assertEquals(trace(7, 200, true), trace(7, 200, false));
    }

    /** One that compiles less, with another collector: whatever differs from run to run of a JVM would show. */
    @Test
    void anotherJvmGivesTheSameTrace() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Duser.language=tr",
                        "-Duser.timezone=Pacific/Chatham",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String trace = new String(other.getInputStream().readAllBytes(), US_ASCII);
            assertTrue(other.waitFor(PATIENCE_S, TimeUnit.SECONDS));
            assertEquals(trace(7, NODES, false), trace);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Prints a trace, in a JVM of its own. */
    public static void main(String[] args) {
        System.out.print(trace(7, NODES, false));
    }

    private static String trace(long seed, int nodes, boolean realCrypto) {
        World world = new World(new Seeds(seed), LinkModel.GOOD, Limits.DEFAULT, realCrypto);
        List<Contact> bootnodes = List.of(world.join(List.of()).contact());
        for (int i = 1; i < nodes; i++) {
            world.schedule(100L * i, () -> world.join(bootnodes));
        }
        world.runUntil(FOR_MS);
        return world.network().trace();
    }
}
