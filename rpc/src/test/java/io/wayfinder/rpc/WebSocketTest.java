package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.NodeRecord;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WebSocketTest {

    private static final Bytes PROTOCOL = Bytes.fromHexString(Examples.PROTOCOL);

    private static final Sidecar SIDECAR = Sidecar.start(1);

    @AfterAll
    static void close() {
        SIDECAR.close();
    }

    @Test
    void requestsAndBatchesAreAnswered() {
        TestSocket socket = SIDECAR.connect();
        assertTrue(
                ((JsonObject) socket.call("discv5_nodeInfo")).getString("enr").startsWith("enr:"));
        String info = Sidecar.request("discv5_nodeInfo", new JsonArray()).encode();
        assertEquals(2, new JsonArray(socket.answerTo("[" + info + "," + info + "]")).size());
        assertTrue(socket.answerTo("{").contains("-32700"));
    }

    @Test
    void binaryAndOversizedMessagesCloseTheSocket() throws Exception {
        TestSocket binary = SIDECAR.connect();
        CountDownLatch closed = new CountDownLatch(2);
        binary.socket().closeHandler(ignored -> closed.countDown());
        Sidecar.await(binary.socket().writeBinaryMessage(Buffer.buffer("{}")));
        TestSocket large = SIDECAR.connect();
        large.socket().closeHandler(ignored -> closed.countDown());
        Future<Void> unused = large.socket().writeTextMessage(" ".repeat(RpcLimits.DEFAULT.bodyBytes() + 1));
        assertTrue(closed.await(20, TimeUnit.SECONDS));
        assertEquals((short) 1003, binary.socket().closeStatusCode());
        assertEquals((short) 1009, large.socket().closeStatusCode());
    }

    @Test
    void messageInFramesIsBoundedToo() throws Exception {
        TestSocket large = SIDECAR.connect();
        CountDownLatch closed = new CountDownLatch(1);
        large.socket().closeHandler(ignored -> closed.countDown());
        String half = " ".repeat(RpcLimits.DEFAULT.bodyBytes() / 2 + 1);
        Future<Void> unusedFirst = large.socket().writeFrame(WebSocketFrame.textFrame(half, false));
        Future<Void> unusedSecond =
                large.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(half), true));
        assertTrue(closed.await(20, TimeUnit.SECONDS));
        assertEquals((short) 1009, large.socket().closeStatusCode());
    }

    @Test
    void subscriberToPeersIsToldOfThem() {
        TestSocket socket = SIDECAR.connect();
        TestSocket consensus = SIDECAR.connect();
        String id = (String) socket.call("wayfinder_subscribe", "peers", new JsonObject("{\"hasKey\":\"note\"}"));
        consensus.call("wayfinder_subscribe", "peers", new JsonObject("{\"hasKey\":\"eth2\"}"));
        NodeRecord newer = announceNote(1);
        JsonObject notification = socket.notified();
        assertEquals(id, notification.getString("subscription"));
        JsonObject result = notification.getJsonObject("result");
        assertEquals("updated", result.getString("event"));
        assertEquals(newer.text(), result.getJsonObject("peer").getString("enr"));
        assertEquals(true, socket.call("wayfinder_unsubscribe", id));
        assertEquals(
                -32003,
                socket.answer("wayfinder_unsubscribe", id)
                        .getJsonObject("error")
                        .getInteger("code"));
        assertTrue(consensus.nothingYet());
    }

    /** The other node's newer record, which it tells at our next PING. */
    private static NodeRecord announceNote(int value) {
        NodeRecord newer = Sidecar.await(SIDECAR.other(0).updateRecord(Map.of("note", RLP.encodeInt(value))));
        SIDECAR.call("discv5_lookupEnr", newer.nodeId().bytes().toHexString());
        return newer;
    }

    @Test
    void subscriberToTheTableIsToldOfOurOwnRecordToo() {
        TestSocket socket = SIDECAR.connect();
        socket.call("wayfinder_subscribe", new JsonObject("{\"kind\":\"table\"}"));
        JsonObject updated = (JsonObject) socket.call(
                "discv5_updateNodeInfo",
                new JsonArray().add(new JsonArray().add("note").add("0x07")));
        JsonObject told = socket.notified("localRecord");
        assertEquals(updated.getString("enr"), told.getString("enr"));
    }

    @Test
    void peersTalkToAnotherProcess() {
        TestSocket socket = SIDECAR.connect();
        String id = (String) socket.call("wayfinder_subscribe", "talk", Examples.PROTOCOL);
        Future<Bytes> asked = SIDECAR.other(0)
                .talk(Contact.of(SIDECAR.service().localRecord()), PROTOCOL, Bytes.fromHexString("0x0102"))
                .future();
        JsonObject request = socket.notified("request");
        assertEquals("0x0102", request.getString("payload"));
        assertEquals(SIDECAR.otherRecord(0).nodeId().bytes().toHexString(), request.getString("nodeId"));
        assertEquals(true, socket.call("wayfinder_talkRespond", request.getString("requestId"), "0x0304"));
        assertEquals(Bytes.fromHexString("0x0304"), Sidecar.await(asked));
        assertEquals(
                -32003,
                socket.answer("wayfinder_talkRespond", request.getString("requestId"), "0x")
                        .getJsonObject("error")
                        .getInteger("code"));
        socket.call("wayfinder_unsubscribe", id);
        Future<Bytes> unheard = SIDECAR.other(0)
                .talk(Contact.of(SIDECAR.service().localRecord()), PROTOCOL, Bytes.EMPTY)
                .future();
        assertEquals(Bytes.EMPTY, Sidecar.await(unheard));
    }

    @Test
    void largestAnswerThatIsAcceptedReachesThePeer() {
        TestSocket socket = SIDECAR.connect();
        socket.call("wayfinder_subscribe", "talk", "0x99");
        Bytes largest = Bytes.repeat((byte) 7, SubscriptionMethods.TALK_RESPONSE_MAX);
        Future<Bytes> asked = SIDECAR.other(0)
                .talk(Contact.of(SIDECAR.service().localRecord()), Bytes.of(0x99), Bytes.EMPTY)
                .future();
        String requestId = socket.notified("request").getString("requestId");
        assertEquals(
                -32602,
                socket.answer("wayfinder_talkRespond", requestId, largest.toHexString() + "00")
                        .getJsonObject("error")
                        .getInteger("code"));
        socket.call("wayfinder_talkRespond", requestId, largest.toHexString());
        assertEquals(largest, Sidecar.await(asked));
    }

    @Test
    void subscriptionsOfOneSocketAreBounded() {
        TestSocket socket = SIDECAR.connect();
        for (int i = 0; i < 16; i++) {
            socket.call("wayfinder_subscribe", "table");
        }
        assertEquals(
                -32004,
                socket.answer("wayfinder_subscribe", "table")
                        .getJsonObject("error")
                        .getInteger("code"));
        SIDECAR.connect().call("wayfinder_subscribe", "table");
    }

    @Test
    void wrongSubscriptionsAreExplained() {
        TestSocket socket = SIDECAR.connect();
        assertEquals(
                "kind: not one of peers, table, talk but \"blocks\"",
                message(socket.answer("wayfinder_subscribe", "blocks")));
        assertEquals(
                "protocol is missing: for talk: the protocol's name in hex",
                message(socket.answer("wayfinder_subscribe", "talk")));
        assertEquals(
                "filter: only a subscription to peers has one",
                message(socket.answer("wayfinder_subscribe", "table", new JsonObject())));
        assertEquals(
                "this method needs a WebSocket: connect to the same address",
                message(SIDECAR.answer("wayfinder_subscribe", new JsonArray().add("table"))));
    }

    private static String message(JsonObject answer) {
        return answer.getJsonObject("error").getString("message");
    }

    @Test
    void closedSocketEndsItsSubscriptionsAndItsOperations() {
        TestSocket socket = SIDECAR.connect();
        socket.call("wayfinder_subscribe", "talk", "0x77");
        socket.send(Sidecar.request(
                        "wayfinder_findPeers",
                        new JsonObject("{\"filter\":{\"hasKey\":\"nobody\"},\"timeoutMs\":60000}"))
                .encode());
        SIDECAR.until("the search runs", () -> SIDECAR.metric("wayfinder_searches_running") == 1);
        Sidecar.await(socket.socket().close());
        SIDECAR.until("the search is cancelled", () -> SIDECAR.metric("wayfinder_searches_running") == 0);
        // Nobody listens any more: the protocol is free for the node's own use.
        SIDECAR.until("the protocol is free", () -> {
            try {
                SIDECAR.service()
                        .onTalk(Bytes.of(0x77), request -> Future.succeededFuture(Bytes.EMPTY))
                        .close();
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        });
    }
}
