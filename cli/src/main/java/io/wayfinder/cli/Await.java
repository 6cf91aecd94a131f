package io.wayfinder.cli;

import io.vertx.core.Future;
import io.wayfinder.discovery.service.DiscoveryException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, on the command's own thread, for what the service will complete. */
final class Await {

    private Await() {}

    /** @throws Failure when the future fails or the time is up */
    static <T> T result(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw Failure.network("no answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.network("interrupted", e);
        }
    }

    /** For what is being given up: whether it works out no longer matters. */
    static void quietly(Future<?> future, Duration limit) {
        try {
            result(future, limit);
        } catch (RuntimeException e) {
            return;
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case DiscoveryException refused -> Failure.of(refused);
            case RuntimeException unexpected -> unexpected;
            default -> Failure.network(Failure.messageOf(cause), cause);
        };
    }
}
