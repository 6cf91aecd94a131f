package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A command that runs until it is stopped, in this process, on a thread of its own. */
final class Background implements AutoCloseable {

    private static final int LIMIT_SECONDS = 30;

    private final CountDownLatch firstLine = new CountDownLatch(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final Thread thread;

    private Background(List<String> arguments) {
        this.thread = new Thread(() -> run(arguments), String.join(" ", arguments));
    }

    static Background start(List<String> arguments) {
        Background background = new Background(arguments);
        background.thread.start();
        return background;
    }

    static List<String> arguments(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private void run(List<String> arguments) {
        try {
            Console console = Invocation.console(Map.of(), "", out, err);
            Console watched = new Console(
                    console.in(),
                    new java.io.PrintStream(new Lines(), true, StandardCharsets.UTF_8),
                    console.err(),
                    console.environment(),
                    false,
                    false);
            code.complete(Wayfinder.execute(watched, arguments.toArray(String[]::new)));
        } finally {
            firstLine.countDown();
        }
    }

    /** The first line, once it is there. */
    JsonObject ready() {
        try {
            if (!firstLine.await(LIMIT_SECONDS, TimeUnit.SECONDS) || out().isEmpty()) {
                throw new AssertionError("not ready: " + err());
            }
            return new JsonObject(out().lines().findFirst().orElseThrow());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops it and returns its exit code. */
    int stop() {
        thread.interrupt();
        return end();
    }

    /** Its exit code, when it ends by itself. */
    int end() {
        try {
            return code.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("it does not end: " + err(), e);
        }
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (!code.isDone()) {
            stop();
        }
    }

    private final class Lines extends OutputStream {
        @Override
        public void write(int b) {
            out.write(b);
            if (b == '\n') {
                firstLine.countDown();
            }
        }
    }
}
