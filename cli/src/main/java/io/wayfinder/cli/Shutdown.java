package io.wayfinder.cli;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The end of a command that runs until it is told to stop. SIGTERM and SIGINT end it with code 0, within two seconds: the JVM would end it
 * with 143 or 130, so the hook ends the process itself once everything is stopped.
 */
final class Shutdown implements AutoCloseable {

    /** Leaves the rest of the two seconds to the process itself. */
    private static final Duration STOP_LIMIT = Duration.ofMillis(1_600);

    private final Console console;
    private final CountDownLatch never = new CountDownLatch(1);
    private final Thread hook = new Thread(this::signalled, "shutdown");
    private volatile Supplier<Future<?>> stop = Future::succeededFuture;

    Shutdown(Console console) {
        this.console = console;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What is to be stopped, now that it runs. */
    void stops(Supplier<Future<?>> stop) {
        this.stop = stop;
    }

    /** Waits for the time to be up, or for ever; true when the thread was interrupted before. */
    boolean await(Duration limit) {
        try {
            return never.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Stops now. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal was faster: the hook does it.
            return;
        }
        Await.quietly(stop.get(), STOP_LIMIT);
    }

    private void signalled() {
        Await.quietly(stop.get(), STOP_LIMIT);
        console.out().flush();
        console.err().flush();
        Runtime.getRuntime().halt(ExitCode.DONE);
    }
}
