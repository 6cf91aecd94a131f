package io.wayfinder.rpc;

import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other end of a WebSocket. */
final class TestSocket {

    private static final long PATIENCE_SECONDS = 20;

    private final WebSocket socket;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonObject> notifications = new LinkedBlockingQueue<>();
    private int lastId;

    TestSocket(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(this::received);
    }

    private void received(String text) {
        if (text.startsWith("{") && new JsonObject(text).containsKey("method")) {
            notifications.add(new JsonObject(text));
        } else {
            answers.add(text);
        }
    }

    WebSocket socket() {
        return socket;
    }

    /** What the method gives. */
    Object call(String method, Object... params) {
        JsonObject answer = answer(method, params);
        if (answer.containsKey("error")) {
            throw new AssertionError(method + " failed: " + answer.encode());
        }
        return answer.getValue("result");
    }

    JsonObject answer(String method, Object... params) {
        return new JsonObject(answerTo(Sidecar.request(method, new JsonArray(List.of(params)))
                .put("id", ++lastId)
                .encode()));
    }

    String answerTo(String text) {
        send(text);
        return next(answers);
    }

    /** Waits for the next answer. */
    String answered() {
        return next(answers);
    }

    void send(String text) {
        Sidecar.await(socket.writeTextMessage(text));
    }

    /** The {@code params} of the next notification. */
    JsonObject notified() {
        return next(notifications).getJsonObject("params");
    }

    /** The {@code result} of the next notification with this event; the others are passed over. */
    JsonObject notified(String event) {
        while (true) {
            JsonObject result = notified().getJsonObject("result");
            if (result.getString("event").equals(event)) {
                return result;
            }
        }
    }

    boolean nothingYet() {
        return notifications.isEmpty();
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
