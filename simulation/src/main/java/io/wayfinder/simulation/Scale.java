package io.wayfinder.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * How large an experiment is made.
 *
 * @param nodes empty: as many as the experiment has by itself
 * @param quick a small one, that shows in a minute that the experiment works and answers nothing
 */
public record Scale(List<Integer> nodes, boolean quick) {

    public static final Scale FULL = new Scale(List.of(), false);
    public static final Scale QUICK = new Scale(List.of(), true);

    private static final int QUICK_NODES = 40;
    private static final int QUICK_TIME = 20;
    private static final long QUICK_LEAST_MS = 30_000;

    public Scale {
        nodes = List.copyOf(nodes);
        for (int count : nodes) {
            if (count < 4) {
                throw new IllegalArgumentException("an experiment has 4 nodes or more, not " + count);
            }
        }
    }

    /** For an experiment whose question is how something grows. */
    List<Integer> sizes(Integer... standard) {
        if (!nodes.isEmpty()) {
            return nodes;
        }
        return quick ? List.of(QUICK_NODES / 2, QUICK_NODES) : Arrays.asList(standard);
    }

    /** For one that has one size. @throws IllegalArgumentException when it was told several */
    int size(int standard) {
        if (nodes.size() > 1) {
            throw new IllegalArgumentException("this experiment takes one number of nodes, not " + nodes);
        }
        if (!nodes.isEmpty()) {
            return nodes.getFirst();
        }
        return quick ? QUICK_NODES : standard;
    }

    long ms(long standard) {
        return quick ? Math.min(standard, Math.max(standard / QUICK_TIME, QUICK_LEAST_MS)) : standard;
    }

    /** Of what is varied; a quick experiment has the first and the last. */
    <T> List<T> some(List<T> standard) {
        return quick && standard.size() > 2 ? List.of(standard.getFirst(), standard.getLast()) : standard;
    }

    int count(int standard) {
        return quick ? Math.max(standard / QUICK_TIME, 20) : standard;
    }
}
