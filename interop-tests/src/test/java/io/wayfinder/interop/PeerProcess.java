package io.wayfinder.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A peer program: a node that we did not write, in a process of its own, told what to do in JSON lines. */
final class PeerProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START_LIMIT_S = 30;
    private static final long ANSWER_LIMIT_S = 8;

    private final Process process;
    private final Writer commands;
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    private PeerProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "peer " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** A node of Teku's and Besu's library on 127.0.0.1; port 0 is any free one. Not awaited: see {@link #enr}. */
    static PeerProcess teku(String keyHex, int port, long seq, List<String> bootnodes) {
        List<String> arguments =
                new ArrayList<>(List.of(keyHex, "127.0.0.1", Integer.toString(port), Long.toString(seq)));
        arguments.addAll(bootnodes);
        return new PeerProcess(start("teku", "io.wayfinder.peers.teku.TekuPeer", arguments));
    }

    /** Starts a peer program's main class on the class path that the build left beside it. */
    static Process start(String peer, String mainClass, List<String> arguments) {
        Path target =
                Repository.root().resolve("interop-tests/peers").resolve(peer).resolve("target");
        try {
            String classPath = target.resolve("classes") + ":"
                    + Files.readString(target.resolve("classpath")).strip();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx96m",
                    "-cp",
                    classPath,
                    mainClass));
            command.addAll(arguments);
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.to(
                            Files.createTempFile(target, "peer", ".err").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String enr() {
        return await(ready, START_LIMIT_S).path("enr").asText();
    }

    int port() {
        return await(ready, START_LIMIT_S).path("port").asInt();
    }

    /** The peer's record as it is now. */
    String self() {
        return command("self", Map.of()).asText();
    }

    /** The result, or an {@link IllegalStateException} with what the peer said. */
    JsonNode command(String verb, Map<String, ?> parameters) {
        long id = ids.incrementAndGet();
        ObjectNode line = JSON.valueToTree(parameters);
        line.put("id", id).put("do", verb);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode given = await(answer, ANSWER_LIMIT_S);
        if (given.has("error")) {
            throw new IllegalStateException(verb + ": " + given.path("error").asText());
        }
        return given.path("result");
    }

    /** Ends the process at once, as a crash would. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(START_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode said = JSON.readTree(line);
                if (said.path("event").asText().equals("ready")) {
                    ready.complete(said);
                } else {
                    CompletableFuture<JsonNode> answer =
                            answers.remove(said.path("id").asLong());
                    if (answer != null) {
                        answer.complete(said);
                    }
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("the peer ended before it was ready"));
    }

    private static <T> T await(CompletableFuture<T> future, long seconds) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("nothing within " + seconds + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
