package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.wayfinder.simulation.Experiments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ExperimentCommandTest {

    private static Invocation run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("simulate", "experiment"));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    private static Invocation lookups(String... more) {
        List<String> arguments = new ArrayList<>(List.of("lookups", "--quick", "--nodes", "8,12"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void everyExperimentIsListed() {
        String listed = run("--list").out();
        for (String name : Experiments.all().sequencedKeySet()) {
            assertTrue(listed.lines().anyMatch(line -> line.startsWith(name + " ")), listed);
        }
        assertEquals(
                Experiments.all().size(),
                run("--list", "--json").json().getJsonArray("experiments").size());
    }

    @Test
    void peopleGetATableUnderItsQuestion() {
        Invocation ran = lookups();
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("How do hops"), ran.out());
        assertTrue(ran.out().lines().anyMatch(line -> line.startsWith("12 ")), ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void markdownIsForTheDocs() {
        List<String> lines = lookups("--markdown").out().lines().toList();
        assertEquals(4, lines.size(), lines.toString());
        assertTrue(lines.getFirst().startsWith("| nodes | hops |"), lines.getFirst());
        assertTrue(lines.getLast().startsWith("| 12 | "), lines.getLast());
    }

    @Test
    void jsonHasTheTraceOfEachRunAndIsAFunctionOfTheSeed() {
        JsonObject first = lookups("--json").json();
        assertEquals("lookups", first.getString("experiment"));
        JsonObject row = first.getJsonArray("rows").getJsonObject(1);
        assertEquals("12", row.getString("nodes"));
        assertTrue(row.getString("trace").matches("[0-9a-f]{16}"), row.encode());
        assertTrue(row.getDouble("queries") > 0, row.encode());
        assertEquals(first.getJsonArray("rows"), lookups("--json").json().getJsonArray("rows"));
    }

    @Test
    void aChartIsWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lookups.svg");
        assertEquals(0, lookups("--chart", file.toString()).code());
        assertTrue(Files.readString(file).contains("omniscient Kademlia"));
        Path timeline = folder.resolve("steady.svg");
        Invocation steady = Invocation.of(
                "simulate", "steady", "--nodes", "8", "--for", "30s", "--json", "--chart", timeline.toString());
        assertEquals(0, steady.code(), steady.err());
        assertTrue(Files.readString(timeline).contains("virtual time (minutes)"));
        Invocation plain = Invocation.of("simulate", "steady", "--nodes", "8", "--for", "30s", "--json");
        assertEquals(plain.json().getString("trace"), steady.json().getString("trace"));
    }

    @Test
    void badInputIsOneLine() {
        assertTrue(run("lokups").complaint().contains("one of lookups, churn"));
        assertEquals(2, run("lokups").code());
        assertEquals(2, run().code());
        assertTrue(run("churn", "--nodes", "8,9").complaint().contains("one number of nodes"));
        assertTrue(run("churn", "--nodes", "2").complaint().contains("4 nodes or more"));
        assertTrue(run("churn", "--chart", "x.png").complaint().contains(".svg"));
    }
}
