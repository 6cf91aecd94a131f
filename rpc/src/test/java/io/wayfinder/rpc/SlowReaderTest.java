package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sockets that are open and are not read from. */
class SlowReaderTest {

    private static final RpcLimits LIMITS = new RpcLimits(8, 1 << 20, 100, 16 << 20, 64, 256, 16, 32, 8_192, 1_024);

    private static final Sidecar SIDECAR = Sidecar.start(RpcConfig.loopback(0, "wayfinder/test"), LIMITS, 0);

    @AfterAll
    static void close() {
        SIDECAR.close();
    }

    @Test
    void subscriberThatDoesNotReadIsBoundedAndThenToldWhatItLost() {
        TestSocket slow = SIDECAR.connect();
        TestSocket quick = SIDECAR.connect();
        slow.call("wayfinder_subscribe", "table");
        quick.call("wayfinder_subscribe", "table");
        slow.socket().pause();
        long changes = 0;
        // The kernel's buffers come first: some MB on loopback. Each change is of some hundred bytes.
        while (SIDECAR.metric("wayfinder_rpc_dropped_total{what=\"notification\"}") < 100) {
            JsonArray batch = new JsonArray();
            for (int i = 0; i < LIMITS.batch(); i++, changes++) {
                JsonArray pair = new JsonArray().add("note").add(String.format("0x%0200x", i + 1));
                batch.add(Sidecar.request("discv5_updateNodeInfo", new JsonArray().add(new JsonArray().add(pair))));
            }
            SIDECAR.post(batch.encode(), "Content-Type", "application/json");
            for (int i = 0; i < LIMITS.batch(); i++) {
                quick.notified("localRecord");
            }
        }
        slow.socket().resume();
        long told = 0;
        long lost = 0;
        while (told + lost < changes) {
            JsonObject result = slow.notified().getJsonObject("result");
            switch (result.getString("event")) {
                case "localRecord" -> told++;
                case "dropped" -> lost += result.getLong("count");
                default -> throw new AssertionError(result.encode());
            }
        }
        assertEquals(changes, told + lost, "every change is told or counted");
        assertTrue(lost >= 100);
    }

    @Test
    void whoDoesNotReadAnswersIsNotReadFrom() {
        int requests = 3_000;
        TestSocket slow = SIDECAR.connect();
        slow.socket().pause();
        String discover = Sidecar.request("rpc.discover", new JsonArray()).encode();
        for (int i = 0; i < requests; i++) {
            Future<Void> unused = slow.socket().writeTextMessage(discover);
        }
        String counter = "wayfinder_rpc_requests_total{method=\"rpc.discover\"}";
        double[] before = {-1, -1};
        SIDECAR.until("the server has stopped reading", () -> {
            before[0] = before[1];
            before[1] = SIDECAR.metric(counter);
            return before[1] > 0 && before[0] == before[1];
        });
        assertTrue(before[1] < requests / 2.0, () -> "answers in hand: " + before[1]);
        slow.socket().resume();
        for (int i = 0; i < requests; i++) {
            slow.answered();
        }
    }

    @Test
    void connectionsAreBounded() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            boolean refused = false;
            for (int i = 0; i < 2 * LIMITS.connections() && !refused; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), SIDECAR.uri().getPort());
                sockets.add(socket);
                refused = status(socket) < 0;
            }
            assertTrue(refused);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        SIDECAR.until("the closed ones have made room", () -> {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), SIDECAR.uri().getPort())) {
                return status(socket) >= 0;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** The first byte of an answer; -1 when the connection is closed without one. */
    private static int status(Socket socket) throws IOException {
        try {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        } catch (SocketException e) {
            return -1;
        }
    }
}
