package io.wayfinder.simulation;

import java.util.random.RandomGenerator;

/**
 * How long nodes stay and are away. Sessions are Weibull distributed, as Stutzbach and Rejaie found for peer-to-peer
 * networks in general ("Understanding Churn in Peer-to-Peer Networks", IMC 2006): many short ones, a few very long.
 *
 * @param medianMs of the sessions
 * @param awayMs how long a node is away on average; exponential
 * @param returning share of those who leave that come back with their key; the others are replaced by new nodes
 */
record Churn(long medianMs, long awayMs, double returning) {

    /**
     * Fitted, with the median below: 87.6 % of sessions are under 8 hours and 2.5 % over 24, as the crawls of IPFS found in
     * Trautwein et al., "Design and Evaluation of IPFS" (SIGCOMM 2022), whose medians by country are between 24 minutes
     * and something over twice that. docs/EXPERIMENTS.md says what of it we read.
     */
    static final double SHAPE = 0.52;

    /** 57 minutes. */
    static final long IPFS_MEDIAN_MS = 3_420_000;

    long sessionMs(RandomGenerator random) {
        double scale = medianMs / StrictMath.pow(StrictMath.log(2), 1 / SHAPE);
        return Math.round(scale * StrictMath.pow(exponential(random), 1 / SHAPE));
    }

    long absenceMs(RandomGenerator random) {
        return Math.round(awayMs * exponential(random));
    }

    /** Of mean 1. */
    private static double exponential(RandomGenerator random) {
        return -StrictMath.log(1 - random.nextDouble());
    }
}
