package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The program beside five nodes of Teku's library: what a client would read from it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ProgramTest {

    private static final int THEIRS = 5;
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);

    private final List<PeerProcess> theirs = new ArrayList<>();
    private final Set<String> theirIds = new TreeSet<>();

    @BeforeAll
    void start() {
        theirs.add(PeerProcess.start(Peer.TEKU, "c0".repeat(32), List.of()));
        List<String> bootnode = List.of(theirs.getFirst().enr());
        for (int i = 1; i < THEIRS; i++) {
            theirs.add(
                    PeerProcess.start(Peer.TEKU, String.format("%02x", 0xc0 + i).repeat(32), bootnode));
        }
        theirs.forEach(peer -> theirIds.add("0x" + OurNode.record(peer.enr()).nodeId()));
    }

    @AfterAll
    void stop() {
        theirs.forEach(PeerProcess::close);
    }

    @Test
    void peersAreReadOverJsonRpcAndWebSocketAndSigtermEndsIt() throws Exception {
        try (ProgramProcess program =
                ProgramProcess.run(List.of(theirs.getFirst().enr()))) {
            assertEquals(theirIds, polled(program));

            BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
            WebSocket socket = subscribe(program.rpc(), notifications);
            PeerProcess newcomer = PeerProcess.start(Peer.TEKU, "cf".repeat(32), List.of(program.enr()));
            theirs.add(newcomer);
            assertEquals("0x" + OurNode.record(newcomer.enr()).nodeId(), found(notifications));

            JsonNode pong = program.call("discv5_ping", theirs.getLast().enr());
            assertEquals("127.0.0.1", pong.path("recipientIP").asText());
            assertTrue(theirs.getLast()
                    .command("ping", Map.of("enr", program.enr()))
                    .asBoolean());

            socket.abort();
            assertEquals(0, program.terminate());
        }
    }

    /** The node IDs of live peers, asked for until all are there or the time is up. */
    private Set<String> polled(ProgramProcess program) {
        long startedNs = System.nanoTime();
        Set<String> ids = new TreeSet<>();
        while (!ids.equals(theirIds) && System.nanoTime() - startedNs < LIMIT_NS) {
            ids.clear();
            program.call(
                            "wayfinder_findPeers",
                            Map.of("filter", Map.of("live", true), "count", THEIRS, "timeoutMs", 5_000))
                    .path("peers")
                    .forEach(peer -> ids.add(peer.path("nodeId").asText()));
        }
        return ids;
    }

    /** The node ID of the first "found" notification; empty when none comes in time. */
    private static String found(BlockingQueue<JsonNode> notifications) throws InterruptedException {
        long endNs = System.nanoTime() + LIMIT_NS;
        JsonNode next;
        while ((next = notifications.poll(endNs - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
            JsonNode result = next.path("params").path("result");
            if (result.path("event").asText().equals("found")) {
                return result.path("peer").path("nodeId").asText();
            }
        }
        return "";
    }

    private static WebSocket subscribe(URI rpc, BlockingQueue<JsonNode> notifications) throws Exception {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(rpc.toString().replace("http", "ws")), new Notifications(notifications))
                .get(10, TimeUnit.SECONDS);
        ArrayNode params = ProgramProcess.JSON.createArrayNode().add("peers");
        params.addObject();
        String call = ProgramProcess.JSON.writeValueAsString(
                Map.of("jsonrpc", "2.0", "id", 1, "method", "wayfinder_subscribe", "params", params));
        socket.sendText(call, true).get(10, TimeUnit.SECONDS);
        JsonNode subscribed = notifications.poll(10, TimeUnit.SECONDS);
        assertTrue(subscribed != null && subscribed.has("result"), "subscribed: " + subscribed);
        return socket;
    }

    /** Puts each whole message into a queue. */
    private static final class Notifications implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> queue;
        private final StringBuilder text = new StringBuilder();

        Notifications(BlockingQueue<JsonNode> queue) {
            this.queue = queue;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    queue.add(ProgramProcess.JSON.readTree(text.toString()));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
