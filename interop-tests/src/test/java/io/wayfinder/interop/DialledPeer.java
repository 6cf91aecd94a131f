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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A peer's program that is told to ping without waiting for it, so that we can ping at the same instant. */
final class DialledPeer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START_LIMIT_S = 30;

    private final Process process;
    private final Writer commands;
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    DialledPeer(Peer peer, String keyHex) {
        List<String> command = new ArrayList<>(peer.run());
        command.addAll(List.of(keyHex, "127.0.0.1", "0", "1"));
        Path program = peer.folder().resolve(command.getFirst());
        if (Files.exists(program)) {
            command.set(0, program.toString());
        }
        try {
            process = new ProcessBuilder(command)
                    .directory(peer.folder().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("peer " + process.pid()).start(this::read);
    }

    String enr() throws Exception {
        return ready.get(START_LIMIT_S, TimeUnit.SECONDS).path("enr").asText();
    }

    /** What the peer will say to one ping of its own. */
    CompletableFuture<JsonNode> ping(String enr) throws IOException {
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode line = JSON.createObjectNode();
        line.put("id", id).put("do", "ping").put("enr", enr);
        commands.write(line + "\n");
        commands.flush();
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode said = JSON.readTree(line);
                CompletableFuture<JsonNode> answer =
                        answers.remove(said.path("id").asLong());
                if (answer == null) {
                    ready.complete(said);
                } else if (said.has("error")) {
                    answer.completeExceptionally(
                            new IllegalStateException(said.path("error").asText()));
                } else {
                    answer.complete(said);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("the peer ended before it was ready"));
    }
}
