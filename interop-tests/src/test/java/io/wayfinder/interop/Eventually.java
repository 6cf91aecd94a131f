package io.wayfinder.interop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process tells only when it is asked. */
final class Eventually {

    /** Between two looks, so that looking does not take the processor that the others need. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private Eventually() {}

    /** @throws AssertionError with {@code what} when it does not hold in time */
    static void within(Duration limit, Supplier<String> what, BooleanSupplier holds) {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
