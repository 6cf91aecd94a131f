package io.wayfinder.cli;

import io.wayfinder.simulation.Crew;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * As many threads as there are processors, the calling one among them. A window of a simulation is a fraction of a
 * millisecond of work: they wait for the next awake, and sleep, ever longer, only when there has been none for long.
 */
final class CrewThreads implements Crew, AutoCloseable {

    private static final int SPINS = 10_000;
    private static final long NAP_NS = 20_000;
    private static final long NAP_NS_MAX = 1_000_000;

    private final int size;
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile IntConsumer work = number -> {};
    private long rounds;
    private volatile long round;
    private volatile boolean closed;

    /** @param size threads that work at the same time; at least 1 */
    CrewThreads(int size) {
        this.size = size;
        for (int i = 1; i < size; i++) {
            int number = i;
            Thread.ofPlatform().daemon().name("crew-" + number).start(() -> serve(number));
        }
    }

    static CrewThreads ofAllProcessors() {
        return new CrewThreads(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void work(IntConsumer next) {
        if (size == 1) {
            next.accept(0);
            return;
        }
        work = next;
        working.set(size - 1);
        round = ++rounds;
        try {
            next.accept(0);
        } finally {
            for (int waited = 0; working.get() > 0; waited++) {
                pause(waited);
            }
        }
        Throwable failed = failure.getAndSet(null);
        if (failed != null) {
            throw new IllegalStateException("a lane broke", failed);
        }
    }

    private void serve(int number) {
        long done = 0;
        while (true) {
            for (int waited = 0; round == done; waited++) {
                if (closed) {
                    return;
                }
                pause(waited);
            }
            done++;
            try {
                work.accept(number);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                working.decrementAndGet();
            }
        }
    }

    private static void pause(int waited) {
        if (waited <= SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(Math.min(NAP_NS_MAX, NAP_NS * (waited - SPINS)));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
