package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChurnTest {

    private static final int SESSIONS = 100_000;
    private static final long HOUR_MS = 3_600_000;

    private static long[] sessions() {
        Churn churn = new Churn(Churn.IPFS_MEDIAN_MS, 60_000, 0.5);
        SplittableRandom random = new SplittableRandom(1);
        return LongStream.generate(() -> churn.sessionMs(random))
                .limit(SESSIONS)
                .toArray();
    }

    @Test
    void halfOfTheSessionsAreShorterThanTheMedian() {
        assertEquals(0.5, shareOver(Churn.IPFS_MEDIAN_MS), 0.01);
    }

    /** What the crawls found. */
    @Test
    void theTailIsThatOfTheCrawls() {
        assertEquals(0.124, shareOver(8 * HOUR_MS), 0.005);
        assertEquals(0.025, shareOver(24 * HOUR_MS), 0.003);
    }

    @Test
    void absencesHaveTheirMean() {
        Churn churn = new Churn(1, 60_000, 0.5);
        SplittableRandom random = new SplittableRandom(1);
        double mean = LongStream.generate(() -> churn.absenceMs(random))
                .limit(SESSIONS)
                .average()
                .orElseThrow();
        assertEquals(60_000, mean, 1_000);
    }

    private static double shareOver(long ms) {
        return LongStream.of(sessions()).filter(session -> session > ms).count() / (double) SESSIONS;
    }
}
