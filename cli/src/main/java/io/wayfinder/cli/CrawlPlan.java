package io.wayfinder.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which distances a crawl asks of a node, learned from what such questions have brought. */
final class CrawlPlan {

    private static final int DISTANCE_MAX = 256;

    /** Records in one answer: what implementations send at most. */
    private static final int ANSWER_SIZE = 16;

    /** The nearest distances go into one question of so many; nearer than that is nobody. */
    private static final int NEAR_DISTANCES = 7;

    /** So many neighbours are wanted in the near question: enough that someone always names a node, and that they fit an answer. */
    private static final double NEAR_NODES = 12;

    /** The first nodes are asked at these farthest distances one by one. */
    private static final int NEAR_MAX = 252;

    /** A far question that brings less than one new node in so many is dropped... */
    private static final double WORTH_WHILE = 0.05;

    /** ... but for every so-manieth, in case the network has more to tell. */
    private static final int SAMPLE_EVERY = 16;

    /** How fast the yield follows: about the last 30 answers count. */
    private static final double WEIGHT = 1 / 30.0;

    private final double[] yields = new double[DISTANCE_MAX + 1];
    private final int[] skipped = new int[DISTANCE_MAX + 1];

    CrawlPlan() {
        Arrays.fill(yields, ANSWER_SIZE);
    }

    /**
     * The questions to a node, the near one first.
     *
     * @param nodes how many nodes have answered so far, which says at which distance buckets are no longer full
     */
    List<List<Integer>> questions(int nodes) {
        int halvings = (int) Math.ceil(Math.log(Math.max(1, nodes / NEAR_NODES)) / Math.log(2));
        int near = Math.min(NEAR_MAX, DISTANCE_MAX - halvings);
        List<Integer> nearest = new ArrayList<>();
        // 0 is its own record.
        nearest.add(0);
        for (int distance = near - NEAR_DISTANCES + 1; distance <= near; distance++) {
            nearest.add(distance);
        }
        List<List<Integer>> questions = new ArrayList<>();
        questions.add(List.copyOf(nearest));
        for (int distance = near + 1; distance <= DISTANCE_MAX; distance++) {
            questions.add(List.of(distance));
        }
        return List.copyOf(questions);
    }

    /** A full answer to the near question, or one of its own record alone, has left something out: the farthest of those is asked again. */
    List<List<Integer>> refine(List<List<Integer>> questions, int asked, int records) {
        List<Integer> question = questions.get(asked);
        if (question.size() == 1 || (records > 1 && records < ANSWER_SIZE)) {
            return questions;
        }
        List<List<Integer>> refined = new ArrayList<>(questions);
        refined.add(asked + 1, List.of(question.getLast()));
        return refined;
    }

    /** What a question has brought. */
    void answered(List<Integer> distances, int records, int found) {
        if (distances.size() == 1) {
            int distance = distances.getFirst();
            yields[distance] += (found - yields[distance]) * WEIGHT;
        }
    }

    boolean isWorthwhile(List<Integer> distances) {
        int distance = distances.getLast();
        if (distances.size() > 1 || yields[distance] >= WORTH_WHILE) {
            return true;
        }
        return ++skipped[distance] % SAMPLE_EVERY == 0;
    }
}
