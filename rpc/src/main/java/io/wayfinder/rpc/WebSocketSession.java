package io.wayfinder.rpc;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;

/** JSON-RPC over one WebSocket: a text message is a request or a batch. */
final class WebSocketSession {

    /** Keeps middleboxes and the idle limit from closing a quiet subscriber's socket, and finds the dead ones. */
    private static final long PING_EVERY_MS = 30_000;

    /** RFC 6455, section 7.4.1: a kind of data that cannot be accepted. */
    private static final short UNSUPPORTED_DATA = 1003;

    private final ServerWebSocket socket;
    private final JsonRpc rpc;
    private final RpcLimits limits;
    private final Subscriber subscriber;
    private final Caller caller;
    private int unanswered;

    private WebSocketSession(ServerWebSocket socket, JsonRpc rpc, RpcLimits limits, RpcCounters counters) {
        this.socket = socket;
        this.rpc = rpc;
        this.limits = limits;
        this.subscriber = new Subscriber(limits, counters, socket::writeQueueFull, socket::writeTextMessage);
        this.caller = Caller.webSocket(subscriber);
    }

    static void open(
            Vertx vertx,
            ServerWebSocket socket,
            JsonRpc rpc,
            Subscriptions subscriptions,
            RpcLimits limits,
            RpcCounters counters) {
        WebSocketSession session = new WebSocketSession(socket, rpc, limits, counters);
        long pings = vertx.setPeriodic(PING_EVERY_MS, ignored -> session.ping());
        socket.textMessageHandler(session::received);
        socket.binaryMessageHandler(ignored -> socket.close(UNSUPPORTED_DATA, "JSON-RPC comes in text messages"));
        socket.drainHandler(ignored -> session.drained());
        socket.exceptionHandler(session::broken);
        socket.closeHandler(ignored -> {
            vertx.cancelTimer(pings);
            session.caller.close();
            subscriptions.closed(session.subscriber);
        });
    }

    /** Says why to a client that sent too much or broke the protocol. Any other connection that breaks is closed by itself. */
    private void broken(Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException frame -> refuse(frame.closeStatus());
            // Vert.x says so of a message whose frames are too large together, and goes on collecting them.
            case IllegalStateException tooLarge -> refuse(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            default -> {}
        }
    }

    private void refuse(WebSocketCloseStatus status) {
        socket.textMessageHandler(null);
        socket.binaryMessageHandler(null);
        var unused = socket.close((short) status.code(), status.reasonText());
    }

    private void received(String text) {
        unanswered++;
        readOrPause();
        rpc.answer(Buffer.buffer(text), caller).onSuccess(this::answered);
    }

    private void answered(Optional<Buffer> answer) {
        unanswered--;
        if (!socket.isClosed()) {
            answer.ifPresent(text -> socket.writeTextMessage(text.toString()));
            readOrPause();
        }
    }

    private void drained() {
        subscriber.drained();
        readOrPause();
    }

    /** Whoever does not read answers, or waits for many, is not read from. */
    private void readOrPause() {
        if (socket.writeQueueFull() || unanswered >= limits.messagesUnanswered()) {
            socket.pause();
        } else {
            socket.resume();
        }
    }

    private void ping() {
        if (!socket.isClosed() && !socket.writeQueueFull()) {
            socket.writePing(Buffer.buffer());
        }
    }
}
