package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CrawlPlanTest {

    private final CrawlPlan plan = new CrawlPlan();

    @Test
    void everyDistanceThatMattersIsAskedOnce() {
        for (int nodes : new int[] {0, 1, 16, 1_000, 5_000, 100_000}) {
            List<Integer> asked = plan.questions(nodes).stream()
                    .flatMap(List::stream)
                    .sorted()
                    .toList();
            assertEquals(asked.stream().distinct().toList(), asked);
            assertEquals(0, asked.getFirst(), "its own record");
            assertEquals(256, asked.getLast());
            int nearest = asked.get(1);
            assertEquals(256 - nearest + 1, asked.size() - 1, "no gap");
        }
    }

    @Test
    void nearQuestionHoldsAboutADozenNodes() {
        for (int nodes : new int[] {1_000, 5_000, 20_000}) {
            int near = plan.questions(nodes).getFirst().getLast();
            double expected = nodes / Math.pow(2, 256 - near);
            assertTrue(expected > 5 && expected <= 12, nodes + " nodes: " + expected);
        }
    }

    @Test
    void fullAnswerIsFollowedByTheDistanceThatWasCutOff() {
        List<List<Integer>> questions = plan.questions(5_000);
        List<List<Integer>> refined = plan.refine(questions, 0, 16);
        assertEquals(List.of(questions.getFirst().getLast()), refined.get(1));
        assertEquals(questions, plan.refine(questions, 0, 15));
        assertEquals(questions.size() + 1, plan.refine(questions, 0, 1).size(), "some answer distance 0 alone");
        assertEquals(questions, plan.refine(questions, 1, 16), "a single distance cannot be cut further");
    }

    @Test
    void questionsThatBringNothingBecomeRareAndNeverStop() {
        List<Integer> far = List.of(256);
        assertTrue(plan.isWorthwhile(far));
        for (int i = 0; i < 300; i++) {
            plan.answered(far, 16, 0);
        }
        assertFalse(plan.isWorthwhile(far));
        long asked = java.util.stream.IntStream.range(0, 160)
                .filter(i -> plan.isWorthwhile(far))
                .count();
        assertEquals(10, asked);
        for (int i = 0; i < 5; i++) {
            plan.answered(far, 16, 3);
        }
        assertTrue(plan.isWorthwhile(far));
    }
}
