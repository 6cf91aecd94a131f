package io.wayfinder.cli;

/**
 * How many requests a crawl keeps in flight. Answers are 20 times as large as questions, so that too many of them overflow our own socket
 * or line: the window opens with each answer and is halved when a node that has just answered falls silent.
 */
final class CrawlWindow {

    private static final int LEAST = 16;

    /** Losses come in flocks: one flock halves once. Longer than a request lives. */
    private static final long FLOCK_MS = 2_500;

    private final int most;
    private double size = LEAST;
    private boolean lostBefore;
    private long lostMs;

    CrawlWindow(int most) {
        this.most = most;
    }

    int size() {
        return (int) size;
    }

    /** Doubles with each round until the first loss, then grows by one a round. */
    void answered() {
        size = Math.min(most, size + (lostBefore ? 1 / size : 1));
    }

    void lost(long nowMs) {
        if (!isLosing(nowMs)) {
            size = Math.max(Math.min(LEAST, most), size / 2);
        }
        lostBefore = true;
        lostMs = nowMs;
    }

    /** Whether silence says little of a node just now. */
    boolean isLosing(long nowMs) {
        return lostBefore && nowMs - lostMs < FLOCK_MS;
    }
}
