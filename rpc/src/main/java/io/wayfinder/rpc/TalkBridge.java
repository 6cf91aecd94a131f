package io.wayfinder.rpc;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.DiscoveryService.TalkRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/**
 * TALKREQs handed to other processes. Each goes to all subscribers of its protocol; the first answer counts. Unanswered, the peer gets
 * the empty TALKRESP, which is also what the specification wants for a protocol that nobody knows.
 */
final class TalkBridge {

    /** What a subscriber has for an answer: within a peer's own wait for it, which is 500 ms in the specification. */
    static final long ANSWER_WITHIN_MS = 400;

    private final Context context;
    private final BiFunction<Bytes, Function<TalkRequest, Future<Bytes>>, DiscoveryService.Subscription> onTalk;
    private final RpcLimits limits;
    private final RpcCounters counters;
    // Both bounded as Subscriptions is.
    private final Map<Bytes, List<Subscription>> subscriptions = new HashMap<>();
    private final Map<Bytes, DiscoveryService.Subscription> registrations = new HashMap<>();
    // Bounded by RpcLimits.talksPending; counted apart, since the service's event loop asks for a place.
    private final Map<String, Pending> pending = new HashMap<>();
    private final AtomicInteger places = new AtomicInteger();
    private long lastId;

    private record Pending(Promise<Bytes> answer, Set<Subscriber> told, long timer) {}

    /** @param onTalk {@link DiscoveryService#onTalk} */
    TalkBridge(
            Context context,
            BiFunction<Bytes, Function<TalkRequest, Future<Bytes>>, DiscoveryService.Subscription> onTalk,
            RpcLimits limits,
            RpcCounters counters) {
        this.context = context;
        this.onTalk = onTalk;
        this.limits = limits;
        this.counters = counters;
    }

    /** @param subscription of {@link Interest.Talk}; @throws RpcError when the node itself answers that protocol */
    void add(Subscription subscription) {
        Bytes protocol = protocol(subscription);
        if (!registrations.containsKey(protocol)) {
            registrations.put(protocol, register(protocol));
        }
        subscriptions.computeIfAbsent(protocol, key -> new ArrayList<>()).add(subscription);
    }

    private DiscoveryService.Subscription register(Bytes protocol) {
        try {
            return onTalk.apply(protocol, this::requested);
        } catch (IllegalStateException e) {
            throw new RpcError(RpcError.Code.NOT_ALLOWED, String.valueOf(e.getMessage()));
        }
    }

    void remove(Subscription subscription) {
        Bytes protocol = protocol(subscription);
        List<Subscription> others = subscriptions.getOrDefault(protocol, List.of());
        others.remove(subscription);
        if (others.isEmpty()) {
            subscriptions.remove(protocol);
            DiscoveryService.Subscription registration = registrations.remove(protocol);
            if (registration != null) {
                registration.close();
            }
        }
    }

    /** @throws RpcError when no such request waits for this subscriber */
    void respond(Subscriber subscriber, String requestId, Bytes payload) {
        Pending request = pending.get(requestId);
        if (request == null || !request.told().contains(subscriber)) {
            throw new RpcError(
                    RpcError.Code.NOT_FOUND,
                    "no request \"" + Texts.shortened(requestId) + "\" waits: it was answered, or " + ANSWER_WITHIN_MS
                            + " ms have passed");
        }
        finish(requestId, payload);
    }

    int pending() {
        return places.get();
    }

    private static Bytes protocol(Subscription subscription) {
        if (subscription.interest() instanceof Interest.Talk talk) {
            return talk.protocol();
        }
        throw new IllegalArgumentException("not a subscription to TALKREQs");
    }

    /** On the service's event loop. */
    private Future<Bytes> requested(TalkRequest request) {
        if (places.incrementAndGet() > limits.talksPending()) {
            places.decrementAndGet();
            counters.dropped(RpcCounters.Dropped.TALK, 1);
            return Future.succeededFuture(Bytes.EMPTY);
        }
        Promise<Bytes> answer = Promise.promise();
        context.runOnContext(ignored -> hand(request, answer));
        return answer.future();
    }

    private void hand(TalkRequest request, Promise<Bytes> answer) {
        String id = "0x" + Long.toHexString(++lastId);
        JsonObject event = new JsonObject()
                .put("event", "request")
                .put("requestId", id)
                .put("nodeId", request.from().id().bytes().toHexString())
                .put("protocol", request.protocol().toHexString())
                .put("payload", request.payload().toHexString());
        Set<Subscriber> told = new LinkedHashSet<>();
        for (Subscription subscription : subscriptions.getOrDefault(request.protocol(), List.of())) {
            if (subscription.subscriber().tell(subscription, event)) {
                told.add(subscription.subscriber());
            }
        }
        long timer = context.owner().setTimer(ANSWER_WITHIN_MS, expired -> finish(id, Bytes.EMPTY));
        pending.put(id, new Pending(answer, told, timer));
        if (told.isEmpty()) {
            finish(id, Bytes.EMPTY);
        }
    }

    private void finish(String id, Bytes payload) {
        Pending request = pending.remove(id);
        if (request != null) {
            places.decrementAndGet();
            context.owner().cancelTimer(request.timer());
            request.answer().complete(payload);
        }
    }
}
