package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CrawlWindowTest {

    @Test
    void windowOpensToItsBoundAndNoFurther() {
        CrawlWindow window = new CrawlWindow(100);
        assertEquals(16, window.size());
        for (int i = 0; i < 1_000; i++) {
            window.answered();
        }
        assertEquals(100, window.size());
    }

    @Test
    void oneFlockOfLossesHalvesOnce() {
        CrawlWindow window = new CrawlWindow(512);
        for (int i = 0; i < 384; i++) {
            window.answered();
        }
        assertEquals(400, window.size());
        window.lost(1_000);
        window.lost(1_100);
        window.lost(3_000);
        assertEquals(200, window.size());
        assertTrue(window.isLosing(5_000));
        assertFalse(window.isLosing(6_000));
        window.lost(6_000);
        assertEquals(100, window.size());
    }

    @Test
    void windowNeverCloses() {
        CrawlWindow window = new CrawlWindow(8);
        for (long nowMs = 0; nowMs < 100_000; nowMs += 5_000) {
            window.lost(nowMs);
        }
        assertTrue(window.size() >= 8);
        CrawlWindow one = new CrawlWindow(1);
        one.answered();
        assertEquals(1, one.size());
    }
}
