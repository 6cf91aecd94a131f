package io.wayfinder.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a running sidecar over JSON-RPC. The JDK's client: one question needs no Vert.x. */
final class RpcClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /** JSON-RPC 2.0, "Error object": these are the caller's own mistakes. */
    private static final int INVALID_REQUEST = -32600;

    private static final int PARSE_ERROR = -32700;

    private final URI uri;
    private final Optional<String> token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    RpcClient(URI uri, Optional<String> token) {
        this.uri = uri;
        this.token = token;
    }

    /** @throws Failure unless it is an http URL with a host */
    static URI uri(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri.getPath().isEmpty() ? uri.resolve("/") : uri;
            }
        } catch (java.net.URISyntaxException e) {
            throw Failure.badInput("--rpc '" + text + "' is not a URL such as http://127.0.0.1:8555/", e);
        }
        throw Failure.badInput("--rpc '" + text + "' is not a URL such as http://127.0.0.1:8555/");
    }

    /**
     * The result.
     *
     * @throws Failure when the sidecar does not answer or refuses
     */
    Object call(String method, JsonArray params) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request(method, params)));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return result(response.statusCode(), response.body());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.network("interrupted", e);
        }
    }

    /** Calls the listener with each notification's result, until the connection ends, which is a failure. */
    Failure subscribe(JsonArray params, Consumer<JsonObject> listener) {
        Notifications notifications = new Notifications(listener);
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT_LIMIT);
        token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
        try {
            URI socketUri = URI.create(uri.toString().replaceFirst("^http", "ws"));
            WebSocket socket = builder.buildAsync(socketUri, notifications).join();
            socket.sendText(request("wayfinder_subscribe", params), true).join();
            notifications.closed.await();
        } catch (CompletionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Failure refused = notifications.refused;
        return refused == null ? Failure.network("the sidecar at " + uri + " has closed the connection") : refused;
    }

    private static String request(String method, JsonArray params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .put("params", params)
                .encode();
    }

    private Object result(int status, String body) {
        if (status == 401 || status == 403) {
            throw refused(status);
        }
        JsonObject response;
        try {
            response = new JsonObject(body);
        } catch (DecodeException e) {
            throw Failure.badInput("what answers at " + uri + " is not a sidecar (HTTP " + status + ")", e);
        }
        JsonObject error = response.getJsonObject("error");
        if (error != null) {
            throw failure(error);
        }
        Object result = response.getValue("result");
        if (result == null) {
            throw Failure.badInput("what answers at " + uri + " is not a sidecar (HTTP " + status + ")");
        }
        return result;
    }

    private static Failure failure(JsonObject error) {
        int code = error.getInteger("code", 0);
        String message = "the sidecar refuses: " + error.getString("message", "error " + code);
        boolean ours = code == PARSE_ERROR || (code <= INVALID_REQUEST && code > INVALID_REQUEST - 10);
        boolean notAllowed = code == -32005;
        return ours || notAllowed ? Failure.badInput(message) : Failure.network(message);
    }

    private Failure refused(int status) {
        return Failure.badInput("the sidecar at " + uri + " refuses (HTTP " + status
                + "): is the --rpc-token-file missing, or another?");
    }

    private Failure unreachable(Throwable cause) {
        if (cause instanceof java.net.http.WebSocketHandshakeException refused) {
            return refused(refused.getResponse().statusCode());
        }
        String why = cause instanceof ConnectException ? "nobody listens there" : Failure.messageOf(cause);
        return Failure.network(
                "no sidecar answers at " + uri + " (" + why
                        + "): start one with 'wayfinder run', or name it with --rpc",
                cause);
    }

    private static final class Notifications implements WebSocket.Listener {

        private final Consumer<JsonObject> listener;
        private final StringBuilder message = new StringBuilder();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile @Nullable Failure refused;

        Notifications(Consumer<JsonObject> listener) {
            this.listener = listener;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                String text = message.toString();
                message.setLength(0);
                receive(new JsonObject(text));
            }
            socket.request(1);
            return null;
        }

        private void receive(JsonObject json) {
            JsonObject error = json.getJsonObject("error");
            JsonObject params = json.getJsonObject("params");
            if (error != null) {
                refused = failure(error);
                closed.countDown();
            } else if (params != null) {
                listener.accept(params.getJsonObject("result"));
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.countDown();
        }
    }
}
