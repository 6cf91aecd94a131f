package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.simulation.Fault.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Invariants that never fail prove nothing: each fault here must be caught, by the invariant that is meant to. */
class FaultsTest {

    private static final Path DOCUMENTATION = Path.of("..", "docs", "TESTING.md");

    /** Faults run beside each other, each in a world and a class loader of its own. */
    private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);

    @TempDir
    static Path mutants;

    @AfterAll
    static void stop() {
        WORKERS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsCaughtByItsInvariant() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault fault : Faults.ALL) {
            Future<Optional<String>> run = WORKERS.submit(() -> run(fault, fault.seed()));
            tests.add(DynamicTest.dynamicTest(
                    fault.name(),
                    () -> assertEquals(
                            Optional.of(fault.invariant()),
                            run.get().map(FaultsTest::invariant),
                            () -> "seed " + fault.seed() + ": " + run.resultNow())));
        }
        return tests.stream();
    }

    private static Optional<String> run(Fault fault, long seed) throws Exception {
        try (Mutant mutant = new Mutant(fault, Files.createTempDirectory(mutants, "mutant"))) {
            return mutant.run(seed);
        }
    }

    private static String invariant(String violation) {
        return violation.substring(0, violation.indexOf(' '));
    }

    @Test
    void aViolationEndsWithTheCommandThatShowsItAgain() throws Exception {
        Fault fault = Faults.ALL.stream()
                .filter(each -> each.world() == Surroundings.MIXTURE)
                .findFirst()
                .orElseThrow();
        List<String> lines = run(fault, fault.seed()).orElseThrow().lines().toList();
        assertTrue(lines.get(1).startsWith("  seed %d: quick limits, loss".formatted(fault.seed())), lines.get(1));
        assertEquals(
                "  wayfinder simulate sweep --first %d --seeds 1 --nodes 28 --for 200000ms".formatted(fault.seed()),
                lines.getLast());
    }

    @TestFactory
    Stream<DynamicTest> withoutAFaultAllHolds() {
        return Stream.of(Surroundings.values())
                .flatMap(world -> Faults.ALL.stream()
                        .filter(fault -> fault.world() == world)
                        .map(Fault::seed)
                        .distinct()
                        .map(seed -> DynamicTest.dynamicTest(
                                world + " " + seed,
                                () -> assertEquals(Optional.empty(), new FaultRun(world.name()).apply(seed)))));
    }

    @Test
    void theDocumentationListsThem() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENTATION);
        List<String> missing = Faults.ALL.stream()
                .map(fault -> "| %s | `%s` | `%s` | %d |"
                        .formatted(fault.name(), fault.source(), fault.invariant(), fault.seed()))
                .filter(row -> !lines.contains(row))
                .toList();
        assertTrue(missing.isEmpty(), () -> "docs/TESTING.md lacks\n" + String.join("\n", missing));
    }

    @Test
    void everyInvariantIsListed() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENTATION);
        World world = new World(new Seeds(0), LinkModel.PERFECT, Limits.DEFAULT, false);
        List<String> missing = new Invariants(world)
                .all().stream()
                        .map(Invariant::name)
                        .filter(name -> lines.stream().noneMatch(line -> line.startsWith("| `" + name + "` |")))
                        .toList();
        assertEquals(List.of(), missing);
    }
}
