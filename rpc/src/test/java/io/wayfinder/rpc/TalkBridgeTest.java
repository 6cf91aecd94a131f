package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.DiscoveryService.TalkRequest;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TalkBridgeTest {

    private static final Bytes PROTOCOL = Bytes.fromHexString("0x0102");
    private static final RpcLimits LIMITS = new RpcLimits(1, 1, 1, 1, 1, 1, 16, 8, 1, 3);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final RpcCounters counters = new RpcCounters();
    private final Map<Bytes, Function<TalkRequest, Future<Bytes>>> handlers = new HashMap<>();
    private final TalkBridge talks = new TalkBridge(context, this::onTalk, LIMITS, counters);
    private final List<JsonObject> toFirst = new ArrayList<>();
    private final List<JsonObject> toSecond = new ArrayList<>();
    private boolean firstIsFull;
    private final Subscriber first =
            new Subscriber(LIMITS, counters, () -> firstIsFull, text -> toFirst.add(new JsonObject(text)));
    private final Subscriber second =
            new Subscriber(LIMITS, counters, () -> false, text -> toSecond.add(new JsonObject(text)));

    private DiscoveryService.Subscription onTalk(Bytes protocol, Function<TalkRequest, Future<Bytes>> handler) {
        if (handlers.putIfAbsent(protocol, handler) != null) {
            throw new IllegalStateException("has one");
        }
        return () -> handlers.remove(protocol);
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void requestIsAnsweredBySubscriber() throws Exception {
        subscribe(first, "0x1");
        Future<Bytes> answer = ask(Bytes.fromHexString("0xabcd"));
        JsonObject request = onContext(() -> result(toFirst));
        assertEquals("request", request.getString("event"));
        assertEquals("0xabcd", request.getString("payload"));
        assertEquals("0x0102", request.getString("protocol"));
        assertEquals(Fixtures.CLIENT.nodeId().bytes().toHexString(), request.getString("nodeId"));
        respond(first, request, "0xef");
        assertEquals(Bytes.fromHexString("0xef"), await(answer));
        assertEquals(0, talks.pending());
    }

    @Test
    void firstAnswerCountsAndOnlyOfThoseAsked() throws Exception {
        subscribe(first, "0x1");
        subscribe(second, "0x2");
        Future<Bytes> answer = ask(Bytes.EMPTY);
        JsonObject request = onContext(() -> result(toFirst));
        assertEquals(request, onContext(() -> result(toSecond)));
        Subscriber stranger = new Subscriber(LIMITS, counters, () -> false, text -> {});
        assertEquals(
                RpcError.Code.NOT_FOUND,
                assertThrows(RpcError.class, () -> respond(stranger, request, "0x00"))
                        .code());
        respond(second, request, "0x02");
        assertThrows(RpcError.class, () -> respond(first, request, "0x01"));
        assertEquals(Bytes.fromHexString("0x02"), await(answer));
    }

    @Test
    void unansweredRequestGetsTheEmptyAnswerInTime() throws Exception {
        subscribe(first, "0x1");
        long start = System.nanoTime();
        Future<Bytes> answer = ask(Bytes.EMPTY);
        assertEquals(Bytes.EMPTY, await(answer));
        long tookMs = (System.nanoTime() - start) / 1_000_000;
        assertTrue(tookMs >= 390, () -> "after " + tookMs + " ms");
        JsonObject request = onContext(() -> result(toFirst));
        assertThrows(RpcError.class, () -> respond(first, request, "0x01"));
        assertEquals(0, talks.pending());
    }

    @Test
    void requestThatNoSubscriberHasRoomForIsAnsweredAtOnce() throws Exception {
        subscribe(first, "0x1");
        firstIsFull = true;
        List<Future<Bytes>> answers = new ArrayList<>();
        onContext(() -> {
            // Fills the queue.
            Subscription subscription = new Subscription("0x9", first, new Interest.Table());
            while (first.tell(subscription, new JsonObject())) {
                answers.clear();
            }
            return answers;
        });
        assertEquals(Bytes.EMPTY, await(ask(Bytes.EMPTY)));
        assertEquals(0, talks.pending());
    }

    @Test
    void pendingRequestsAreBounded() throws Exception {
        subscribe(first, "0x1");
        for (int i = 0; i < 3; i++) {
            assertFalse(ask(Bytes.EMPTY).isComplete());
        }
        Future<Bytes> refused = ask(Bytes.EMPTY);
        assertTrue(refused.isComplete());
        assertEquals(Bytes.EMPTY, refused.result());
        assertEquals(1, counters.totals().get("rpc_dropped{what=\"talk\"}"));
        respond(first, onContext(() -> result(toFirst)), "0x01");
        assertFalse(ask(Bytes.EMPTY).isComplete(), "an answer makes room");
    }

    @Test
    void protocolIsServedAsLongAsSomebodySubscribes() throws Exception {
        Subscription one = subscribe(first, "0x1");
        Subscription two = subscribe(second, "0x2");
        remove(one);
        assertTrue(handlers.containsKey(PROTOCOL));
        remove(two);
        assertFalse(handlers.containsKey(PROTOCOL));
        subscribe(first, "0x3");
        assertTrue(handlers.containsKey(PROTOCOL));
    }

    @Test
    void protocolOfTheNodeItselfIsNotTaken() {
        handlers.put(PROTOCOL, request -> Future.succeededFuture(Bytes.EMPTY));
        RpcError error = assertThrows(RpcError.class, () -> subscribe(first, "0x1"));
        assertEquals(RpcError.Code.NOT_ALLOWED, error.code());
    }

    private Subscription subscribe(Subscriber subscriber, String id) throws Exception {
        Subscription subscription = new Subscription(id, subscriber, new Interest.Talk(PROTOCOL));
        onContext(() -> {
            talks.add(subscription);
            return subscription;
        });
        return subscription;
    }

    private void remove(Subscription subscription) throws Exception {
        onContext(() -> {
            talks.remove(subscription);
            return subscription;
        });
    }

    private Future<Bytes> ask(Bytes payload) {
        NodeRecord record = Fixtures.CLIENT;
        Contact from = new Contact(record.nodeId(), record.publicKey(), List.of(), Optional.of(record));
        return handlers.getOrDefault(PROTOCOL, request -> Future.failedFuture("no handler"))
                .apply(new TalkRequest(from, PROTOCOL, payload));
    }

    private void respond(Subscriber subscriber, JsonObject request, String payload) throws Exception {
        onContext(() -> {
            talks.respond(subscriber, request.getString("requestId"), Bytes.fromHexString(payload));
            return request;
        });
    }

    private static JsonObject result(List<JsonObject> sent) {
        return sent.get(sent.size() - 1).getJsonObject("params").getJsonObject("result");
    }

    private <T> T onContext(Callable<T> action) throws Exception {
        return await(Future.future(promise -> context.runOnContext(ignored -> {
            try {
                promise.complete(action.call());
            } catch (Exception e) {
                promise.fail(e);
            }
        })));
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
