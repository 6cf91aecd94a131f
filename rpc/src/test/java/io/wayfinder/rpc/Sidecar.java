package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.tuweni.bytes.Bytes;

/** A node with its server, on loopback, and other nodes that it knows. */
final class Sidecar implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocketClient webSockets;
    private final List<DiscoveryService> others = new ArrayList<>();
    private final DiscoveryService service;
    private final RpcServer server;

    private Sidecar(RpcConfig config, RpcLimits limits, int peers) {
        webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(100)
                .setMaxMessageSize(64 << 20)
                .setMaxFrameSize(64 << 20));
        service = await(DiscoveryService.start(vertx, config(1, List.of())));
        for (int i = 0; i < peers; i++) {
            others.add(await(DiscoveryService.start(vertx, config(2 + i, List.of(Contact.of(service.localRecord()))))));
        }
        server = await(RpcServer.start(vertx, service, config, limits));
    }

    /** @param peers that bootstrap from the node and are in its table once this returns */
    static Sidecar start(int peers) {
        return start(RpcConfig.loopback(0, "wayfinder/test"), RpcLimits.DEFAULT, peers);
    }

    static Sidecar start(RpcConfig config, RpcLimits limits, int peers) {
        Sidecar sidecar = new Sidecar(config, limits, peers);
        sidecar.until(
                "peers are live",
                () -> await(sidecar.service.tableEntries()).stream()
                                .filter(entry -> entry.live())
                                .count()
                        == peers);
        return sidecar;
    }

    private static ServiceConfig config(int key, List<Contact> bootnodes) {
        return new ServiceConfig(
                Fixtures.key(key),
                List.of(Endpoint.of(IpAddress.parse("127.0.0.1"), 0)),
                Bytes.wrap("discv5".getBytes(StandardCharsets.US_ASCII)),
                List.of(IpPrefix.containing("127.0.0.0/8"), IpPrefix.containing("::1/128")),
                bootnodes,
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                Optional.empty());
    }

    DiscoveryService service() {
        return service;
    }

    Vertx vertx() {
        return vertx;
    }

    URI uri() {
        return server.uri();
    }

    DiscoveryService other(int index) {
        return others.get(index);
    }

    NodeRecord otherRecord(int index) {
        return others.get(index).localRecord();
    }

    /** What the method gives. */
    Object call(String method, Object... params) {
        JsonObject answer = answer(method, new JsonArray(List.of(params)));
        if (answer.containsKey("error")) {
            throw new AssertionError(method + " failed: " + answer.encode());
        }
        return answer.getValue("result");
    }

    /** The code of the error that it ends in. */
    int failure(String method, Object... params) {
        JsonObject answer = answer(method, new JsonArray(List.of(params)));
        if (!answer.containsKey("error")) {
            throw new AssertionError(method + " should fail: " + answer.encode());
        }
        return answer.getJsonObject("error").getInteger("code");
    }

    JsonObject answer(String method, Object params) {
        HttpResponse<String> response = post(request(method, params).encode(), "Content-Type", "application/json");
        assertEquals(200, response.statusCode());
        return new JsonObject(response.body());
    }

    static JsonObject request(String method, Object params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .put("params", params);
    }

    /** 0 when it is not there. */
    double metric(String name) {
        return get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    HttpResponse<String> post(String body, String... headers) {
        return send("POST", "", body, headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** A connection whose messages are read as they come. */
    TestSocket connect(String... headers) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(uri().getHost())
                .setPort(uri().getPort())
                .setURI("/")
                .setAllowOriginHeader(List.of(headers).contains("Origin"));
        for (int i = 0; i < headers.length; i += 2) {
            options.addHeader(headers[i], headers[i + 1]);
        }
        WebSocket socket = await(webSockets.connect(options));
        return new TestSocket(socket);
    }

    void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never: " + what);
            }
            await(vertx.timer(20, TimeUnit.MILLISECONDS));
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(server.stop());
        await(service.stop());
        others.forEach(other -> await(other.stop()));
        await(vertx.close());
    }
}
