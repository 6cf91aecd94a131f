package io.wayfinder.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./wayfinder run}, started as a user starts it, and its JSON-RPC. */
final class ProgramProcess implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final JsonNode ready;

    private ProgramProcess(Process process, JsonNode ready) {
        this.process = process;
        this.ready = ready;
    }

    /** A sidecar on loopback that keeps nothing, with these bootnodes alone; returns once it is ready. */
    static ProgramProcess run(List<String> bootnodes) {
        List<String> command =
                new ArrayList<>(List.of(Repository.root().resolve("wayfinder").toString(), "run"));
        command.addAll(List.of("--network", "none", "--bootnodes", String.join(",", bootnodes)));
        command.addAll(List.of("--ip", "127.0.0.1", "--ip6", "::1", "--port", "0", "--rpc-port", "0"));
        command.addAll(List.of("--ephemeral", "--json"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WAYFINDER_NETRESTRICT", "127.0.0.0/8,::1/128");
        try {
            Process process = builder.start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            return new ProgramProcess(process, JSON.readTree(out.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String enr() {
        return ready.path("enr").asText();
    }

    /** Where JSON-RPC is served. */
    URI rpc() {
        return URI.create(ready.path("rpc").asText());
    }

    /** The result of a call; an {@link IllegalStateException} for an error. */
    JsonNode call(String method, Object... params) {
        try {
            String body =
                    JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
            HttpRequest request = HttpRequest.newBuilder(rpc())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            JsonNode answer = JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.has("error")) {
                throw new IllegalStateException(method + ": " + answer.path("error"));
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM; the exit code. */
    int terminate() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("did not end within 10 s of SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
