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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.tuweni.bytes.Bytes;

/**
 * A peer program: a node that we did not write, in a process of its own, told what to do in JSON lines. It ends at the end of its input, and so
 * also when this process is killed.
 */
final class PeerProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Forty at once on two cores, some of them virtual machines. */
    private static final long START_LIMIT_S = 90;

    /** The program answers within 5 s, when it is given the processor. */
    private static final long ANSWER_LIMIT_S = 20;

    private static final AtomicLong STARTED = new AtomicLong();

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

    /** A node on {@code ip}; port 0 is any free one. Not awaited: see {@link #enr}. */
    static PeerProcess start(Peer peer, String keyHex, String ip, int port, long seq, List<String> bootnodes) {
        List<String> command = new ArrayList<>(peer.run());
        command.addAll(List.of(keyHex, ip, Integer.toString(port), Long.toString(seq)));
        command.addAll(bootnodes);
        return new PeerProcess(start(peer.name(), peer.folder(), command));
    }

    /** The first free port of 127.0.0.1, a first record, no bootnode but these. */
    static PeerProcess start(Peer peer, String keyHex, List<String> bootnodes) {
        return start(peer, keyHex, "127.0.0.1", 0, 1, bootnodes);
    }

    /** Starts a program in a folder; its errors go into a file of their own in {@code interop-tests/target/peers}. */
    static Process start(String name, Path folder, List<String> command) {
        List<String> absolute = new ArrayList<>(command);
        Path inFolder = folder.resolve(command.getFirst());
        if (Files.isExecutable(inFolder)) {
            absolute.set(0, inFolder.toString());
        }
        try {
            Path errors = Files.createDirectories(Repository.root().resolve("interop-tests/target/peers"))
                    .resolve(name + "-" + STARTED.incrementAndGet() + ".err");
            return new ProcessBuilder(absolute)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
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

    /** What the peer's library tells of a PONG: an object, or just {@code true}. */
    JsonNode ping(String enr) {
        return command("ping", Map.of("enr", enr));
    }

    /** The texts of all records of the answer. */
    List<String> findNode(String enr, List<Integer> distances) {
        return texts(command("findnode", Map.of("enr", enr, "distances", distances)));
    }

    Bytes talk(String enr, Bytes protocol, Bytes payload) {
        return Bytes.fromHexString(command(
                        "talk",
                        Map.of("enr", enr, "protocol", protocol.toHexString(), "payload", payload.toHexString()))
                .asText());
    }

    /** The texts of the records that a look-up over the network gives. */
    List<String> lookup(String targetHex) {
        return texts(command("lookup", Map.of("target", targetHex)));
    }

    /** The texts of the records in the routing table. */
    List<String> table() {
        return texts(command("table", Map.of()));
    }

    /** The peer's record as it is now. */
    String self() {
        return command("self", Map.of()).asText();
    }

    /** Makes a record known to the peer's table. */
    void add(String enr) {
        command("add", Map.of("enr", enr));
    }

    /** The peer's new record. */
    String setEntry(String key, Bytes value) {
        return command("setEntry", Map.of("key", key, "value", value.toHexString()))
                .asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The result, or an {@link IllegalStateException} with what the peer said. */
    JsonNode command(String verb, Map<String, ?> parameters) {
        JsonNode given = await(send(verb, parameters), ANSWER_LIMIT_S);
        if (given.has("error")) {
            throw new IllegalStateException(verb + ": " + given.path("error").asText());
        }
        return given.path("result");
    }

    /** The whole answer, a result or an error. */
    CompletableFuture<JsonNode> send(String verb, Map<String, ?> parameters) {
        long id = ids.incrementAndGet();
        ObjectNode line = JSON.valueToTree(parameters);
        line.put("id", id).put("do", verb);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the peer has ended", e);
        }
        return answer;
    }

    /** The processor time that the process has taken so far. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends the process at once, as a crash would. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
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
        IllegalStateException ended = new IllegalStateException("the peer has ended");
        ready.completeExceptionally(ended);
        answers.values().forEach(answer -> answer.completeExceptionally(ended));
    }

    private static <T> T await(CompletableFuture<T> future, long seconds) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer from the program within " + seconds + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
