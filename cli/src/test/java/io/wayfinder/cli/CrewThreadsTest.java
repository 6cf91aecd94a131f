package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewThreadsTest {

    @Test
    void eachDoesItsOwnAndAllIsDoneWhenTheCallReturns() {
        try (CrewThreads crew = new CrewThreads(3)) {
            long[] done = new long[3];
            for (int round = 1; round <= 5_000; round++) {
                crew.work(number -> done[number] += number + 1);
                assertEquals(6L * round, Arrays.stream(done).sum());
            }
        }
    }

    @Test
    void oneAloneIsTheCaller() {
        try (CrewThreads crew = new CrewThreads(1)) {
            Thread[] by = new Thread[1];
            crew.work(number -> by[number] = Thread.currentThread());
            assertSame(Thread.currentThread(), by[0]);
        }
    }

    @Test
    void theyWakeUpAfterALongPause() throws InterruptedException {
        try (CrewThreads crew = new CrewThreads(2)) {
            Thread[] by = new Thread[2];
            crew.work(number -> by[number] = Thread.currentThread());
            while (by[1].getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            int[] done = new int[2];
            crew.work(number -> done[number]++);
            assertEquals(2, done[0] + done[1]);
        }
    }

    @Test
    void whatBreaksInOneReachesTheCaller() {
        try (CrewThreads crew = new CrewThreads(2)) {
            IllegalStateException broken = assertThrows(
                    IllegalStateException.class,
                    () -> crew.work(number -> {
                        if (number == 1) {
                            throw new AssertionError("a bound was broken");
                        }
                    }));
            assertEquals(
                    "a bound was broken",
                    Objects.requireNonNull(broken.getCause()).getMessage());
            crew.work(number -> {});
        }
    }

    @Test
    void closedTheThreadsEnd() throws InterruptedException {
        Thread[] by = new Thread[2];
        try (CrewThreads crew = new CrewThreads(2)) {
            crew.work(number -> by[number] = Thread.currentThread());
        }
        assertTrue(by[1].join(Duration.ofSeconds(30)));
    }
}
