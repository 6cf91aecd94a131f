package io.wayfinder.discovery.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.discovery.lookup.Lookup.Query;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Second questions, to nodes whose answers were full when others have failed. */
class LookupAgainTest {

    private static final NodeId LOCAL = TestRecords.id(0);
    private static final NodeId TARGET = TestRecords.id(1);

    /** Nearest to the target first. */
    private final List<NodeRecord> near = nearest();

    private static List<NodeRecord> nearest() {
        List<NodeRecord> nodes = new ArrayList<>(TestRecords.first(1_002).subList(2, 1_002));
        nodes.sort((a, b) -> Distance.compare(TARGET, a.nodeId(), b.nodeId()));
        return nodes;
    }

    private static Lookup lookup(List<NodeRecord> seeds) {
        return new Lookup(0, LOCAL, TARGET, seeds, LookupLimits.DEFAULT, record -> true);
    }

    /** All name the same sixteen. */
    private LookupRun run(Lookup lookup, Predicate<NodeRecord> alive, List<NodeRecord> answer) {
        return LookupRun.of(
                lookup, query -> alive.test(query.to()) ? Optional.of(answer) : Optional.empty(), query -> 50);
    }

    private static List<Query> secondQuestions(LookupRun run) {
        Set<NodeId> asked = new HashSet<>();
        return run.asked.stream()
                .filter(query -> !asked.add(query.to().nodeId()))
                .toList();
    }

    @Test
    void nobodyIsAskedAgainWhereAllAnswer() {
        LookupRun run = run(lookup(near.subList(0, 30)), record -> true, near.subList(0, 16));
        assertEquals(List.of(), secondQuestions(run));
        assertEquals(16, run.asked.size());
    }

    @Test
    void nobodyIsAskedAgainWhereAnswersWereNotFull() {
        LookupRun run = run(lookup(near.subList(0, 30)), record -> near.indexOf(record) % 2 == 0, near.subList(0, 15));
        assertEquals(List.of(), secondQuestions(run));
    }

    @Test
    void oneQuestionForTwoDeadAndThreeAtMostToTheNearest() {
        List<Integer> counts = new ArrayList<>();
        for (int dead : new int[] {1, 2, 3, 4, 6, 12}) {
            Predicate<NodeRecord> alive = record -> near.indexOf(record) >= dead;
            LookupRun run = run(lookup(near.subList(0, 40)), alive, near.subList(0, 16));
            List<Query> second = secondQuestions(run);
            counts.add(second.size());
            for (int i = 0; i < second.size(); i++) {
                assertEquals(near.get(dead + i), second.get(i).to());
            }
            assertEquals(near.subList(dead, dead + 16), run.lookup.result());
        }
        assertEquals(List.of(0, 1, 1, 2, 3, 3), counts);
    }

    @Test
    void secondQuestionIsForWhatTheFirstAnswerHadNoRoomFor() {
        Map<NodeId, Set<Integer>> told = new HashMap<>();
        LookupRun run = LookupRun.of(
                lookup(near.subList(0, 40)),
                query -> {
                    if (near.indexOf(query.to()) < 4) {
                        return Optional.empty();
                    }
                    List<NodeRecord> answer = new ArrayList<>();
                    for (int distance : query.distances()) {
                        if (answer.size() < 16) {
                            near.stream()
                                    .filter(other -> Distance.log(query.to().nodeId(), other.nodeId()) == distance)
                                    .forEach(answer::add);
                        }
                        if (answer.size() < 16) {
                            told.computeIfAbsent(query.to().nodeId(), id -> new HashSet<>())
                                    .add(distance);
                        }
                    }
                    return Optional.of(answer.subList(0, Math.min(16, answer.size())));
                },
                query -> 50);
        List<Query> second = secondQuestions(run);
        assertTrue(second.stream().anyMatch(query -> told.containsKey(query.to().nodeId())), "some told in full");
        for (Query query : second) {
            Set<Integer> toldInFull = told.getOrDefault(query.to().nodeId(), Set.of());
            assertTrue(Collections.disjoint(query.distances(), toldInFull), query + " after " + toldInFull);
        }
    }

    @Test
    void whatTheSecondAnswerNamesIsFoundThoughNoFirstOneHadRoomForIt() {
        List<NodeRecord> seeds = new ArrayList<>(near.subList(0, 40));
        NodeRecord hidden = seeds.remove(10);
        Predicate<NodeRecord> alive = record -> near.indexOf(record) >= 4;
        Map<NodeId, Integer> times = new HashMap<>();
        Lookup lookup = lookup(seeds);
        LookupRun.of(
                lookup,
                query -> {
                    boolean second = times.merge(query.to().nodeId(), 1, Integer::sum) == 2;
                    return !alive.test(query.to())
                            ? Optional.empty()
                            : Optional.of(second ? List.of(hidden) : near.subList(20, 36));
                },
                query -> 50);
        assertEquals(near.subList(4, 20), lookup.result());
    }

    @Test
    void aSecondQuestionUnansweredCostsNeitherTheResultNorMuchTime() {
        Predicate<NodeRecord> alive = record -> near.indexOf(record) >= 4;
        Map<NodeId, Integer> times = new HashMap<>();
        Lookup lookup = lookup(near.subList(0, 40));
        LookupRun run = LookupRun.of(
                lookup,
                query -> alive.test(query.to()) && times.merge(query.to().nodeId(), 1, Integer::sum) == 1
                        ? Optional.of(near.subList(0, 16))
                        : Optional.empty(),
                query -> 50);
        assertFalse(secondQuestions(run).isEmpty());
        assertEquals(near.subList(4, 20), lookup.result());
        assertTrue(run.endedMs <= 3_000, "ended after " + run.endedMs);
    }

    /** Each answer is full, and of new nodes, nearer than all before, of which none will ever answer. */
    @Test
    void fullAnswersOfTheDeadForEverStayWithinTheLimits() {
        List<NodeRecord> honest = near.subList(960, 1_000);
        int[] given = {960};
        Lookup lookup = lookup(honest);
        LookupRun run = LookupRun.of(
                lookup,
                query -> {
                    if (!honest.contains(query.to())) {
                        return Optional.empty();
                    }
                    given[0] = Math.max(16, given[0] - 16);
                    return Optional.of(near.subList(given[0] - 16, given[0]));
                },
                query -> 50);
        LookupLimits limits = LookupLimits.DEFAULT;
        assertTrue(secondQuestions(run).size() <= limits.againMax());
        assertTrue(run.asked.size() <= limits.queriesMax() && run.endedMs <= limits.timeoutMs());
        assertTrue(run.inFlightMax <= limits.parallelism() + limits.stragglersMax());
        assertTrue(!lookup.result().isEmpty() && honest.containsAll(lookup.result()));
    }
}
