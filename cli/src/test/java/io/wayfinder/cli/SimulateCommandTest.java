package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SimulateCommandTest {

    private static Invocation run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("simulate", "steady", "--nodes", "12", "--for", "30s"));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    @Test
    void aSummaryIsForPeople() {
        Invocation ran = run();
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("steady, seed 1"), ran.out());
        assertTrue(ran.out().matches("(?s).*\ntrace +[0-9a-f]{16}\n.*"), ran.out());
        assertTrue(ran.out().contains("30s virtual"), ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void jsonIsOneObjectWithTheTrace() {
        JsonObject first = run("--json").json();
        assertTrue(first.getString("trace").matches("[0-9a-f]{16}"), first.encode());
        assertEquals(12, first.getInteger("alive"));
        assertEquals(30_000, first.getInteger("virtualMs"));
        assertTrue(first.getJsonObject("datagrams").getLong("delivered") > 100, first.encode());
        assertTrue(first.getLong("heapBytesPerNode") >= 0, first.encode());
    }

    @Test
    void theSameSeedGivesTheSameTraceAndAnotherDoesNot() {
        String trace = run("--json").json().getString("trace");
        assertEquals(trace, run("--json", "--seed", "1").json().getString("trace"));
        assertEquals(trace, run("--json", "--real-crypto").json().getString("trace"));
        assertTrue(!trace.equals(run("--json", "--seed", "2").json().getString("trace")));
    }

    @Test
    void everyScenarioIsListed() {
        Invocation listed = Invocation.of("simulate", "--list");
        assertEquals(0, listed.code(), listed.err());
        for (String name : Simulation.scenarios().sequencedKeySet()) {
            assertTrue(listed.out().lines().anyMatch(line -> line.startsWith(name + " ")), listed.out());
        }
        assertEquals(
                Simulation.scenarios().sequencedKeySet(),
                Invocation.of("simulate", "--list", "--json").json().fieldNames());
    }

    @Test
    void badInputIsOneLine() {
        assertTrue(Invocation.of("simulate", "stead").complaint().contains("one of steady, churn"));
        assertEquals(2, Invocation.of("simulate", "stead").code());
        assertEquals(2, Invocation.of("simulate").code());
        assertTrue(
                Invocation.of("simulate", "steady", "--nodes", "1").complaint().contains("2 nodes"));
        assertTrue(
                Invocation.of("simulate", "steady", "--for", "10ms").complaint().contains("a second"));
    }

    @Test
    void aSweepSaysThatAllHeld() {
        Invocation swept = Invocation.of("simulate", "sweep", "--seeds", "2", "--nodes", "16", "--for", "2m", "--json");
        assertEquals(0, swept.code(), swept.out());
        assertEquals(0, swept.json().getInteger("violations"));
        assertTrue(swept.json().getLong("deliveries") > 1_000, swept.out());
        assertEquals(2, Invocation.of("simulate", "sweep", "--seeds", "0").code());
    }
}
