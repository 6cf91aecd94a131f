package io.wayfinder.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.conformance.Verdict.Outcome;
import io.wayfinder.enr.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each fault turns its cases red and no other. A fault is tried on all cases of the areas that it is about and on an
 * eighth of the others, each fault on another eighth: all faults on all cases would take minutes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTest {

    private static final List<IpAddress> ADDRESSES =
            List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("127.0.0.2"));

    /** The node answers at once and has no timers: what it does not do at once it never does. */
    private static final Timing TIMING =
            new Timing(Duration.ofMillis(1_000), Duration.ofMillis(150), Duration.ofMillis(1_500));

    /** These take seconds, and nothing but their own faults touches them. */
    private static final List<String> SLOW = List.of("challenge.expires", "load");

    private static final int EIGHTHS = 8;

    /** Nodes at once: they and the suite mostly wait. */
    private static final int AT_ONCE = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void nodeWithoutAFaultPassesEveryCase() {
        Map<Outcome, Set<String>> outcomes = judge(Fault.NONE, Suite.cases());
        assertEquals(Suite.cases().stream().map(Case::name).collect(Collectors.toSet()), outcomes.get(Outcome.PASSED));
    }

    @TestFactory
    Stream<DynamicTest> everyFaultTurnsItsCasesRedAndNoOther() {
        List<Fault> faults = Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE)
                .toList();
        List<Future<Map<Outcome, Set<String>>>> outcomes = faults.stream()
                .map(fault -> threads.submit(() -> judge(fault, casesFor(fault))))
                .toList();
        return faults.stream()
                .map(fault -> DynamicTest.dynamicTest(
                        fault.name(),
                        () -> assertEquals(
                                names(fault.red()),
                                outcomes.get(faults.indexOf(fault)).get().getOrDefault(Outcome.FAILED, Set.of()))));
    }

    private static Map<Outcome, Set<String>> judge(Fault fault, List<Case> cases) {
        Map<Outcome, Set<String>> outcomes = new TreeMap<>();
        try (FaultyNode node = FaultyNode.start(fault)) {
            Conformance conformance = new Conformance(node.target(), ADDRESSES, TIMING);
            for (Case each : cases) {
                Verdict verdict = conformance.judge(each);
                outcomes.computeIfAbsent(verdict.outcome(), outcome -> new TreeSet<>())
                        .add(each.name());
            }
        }
        return outcomes;
    }

    private static List<Case> casesFor(Fault fault) {
        Set<String> red = names(fault.red());
        Set<String> slow = names(SLOW);
        Set<Area> areas = new HashSet<>();
        Suite.cases().stream().filter(each -> red.contains(each.name())).forEach(each -> areas.add(each.area()));
        List<Case> some = new ArrayList<>();
        for (int i = 0; i < Suite.cases().size(); i++) {
            Case each = Suite.cases().get(i);
            boolean chosen = areas.contains(each.area()) || i % EIGHTHS == fault.ordinal() % EIGHTHS;
            if (red.contains(each.name()) || (chosen && !slow.contains(each.name()))) {
                some.add(each);
            }
        }
        return some;
    }

    private static Set<String> names(List<String> patterns) {
        return patterns.isEmpty()
                ? Set.of()
                : Suite.select(patterns, List.of()).stream()
                        .map(Case::name)
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
