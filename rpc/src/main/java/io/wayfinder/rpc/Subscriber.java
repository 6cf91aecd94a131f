package io.wayfinder.rpc;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A WebSocket as one that is told things unasked. What it does not read waits in a bounded queue; what does not fit there is dropped and
 * counted, by subscription, and the subscriber is told the count before anything later, and at the latest when it has read all.
 */
final class Subscriber {

    private final RpcLimits limits;
    private final RpcCounters counters;
    private final BooleanSupplier full;
    private final Consumer<String> send;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Long> lost = new LinkedHashMap<>();
    private final Queue<String> waiting = new ArrayDeque<>();

    /** @param full whether the socket takes nothing more for now; after that, {@link #drained} is called once it does */
    Subscriber(RpcLimits limits, RpcCounters counters, BooleanSupplier full, Consumer<String> send) {
        this.limits = limits;
        this.counters = counters;
        this.full = full;
        this.send = send;
    }

    /** @throws RpcError at the bound */
    void add(Subscription subscription) {
        if (subscriptions.size() >= limits.subscriptions()) {
            throw new RpcError(
                    RpcError.Code.BUSY,
                    "a socket has at most " + limits.subscriptions()
                            + " subscriptions: end one, or open another socket");
        }
        subscriptions.put(subscription.id(), subscription);
    }

    /** @throws RpcError when it is not one of this subscriber's */
    Subscription remove(String id) {
        Subscription subscription = subscriptions.remove(id);
        if (subscription == null) {
            throw new RpcError(
                    RpcError.Code.NOT_FOUND, "this socket has no subscription \"" + Texts.shortened(id) + "\"");
        }
        lost.remove(id);
        return subscription;
    }

    List<Subscription> subscriptions() {
        return new ArrayList<>(subscriptions.values());
    }

    /** Tells, now or later; false when there was no room. */
    boolean tell(Subscription subscription, JsonObject result) {
        if (waiting.isEmpty() && !full.getAsBoolean()) {
            tellLost(subscription);
            send.accept(notification(subscription.id(), result));
            return true;
        }
        // Two places: what was lost since is said first.
        if (waiting.size() + 2 > limits.notificationsQueued()) {
            lose(subscription, 1);
            counters.dropped(RpcCounters.Dropped.NOTIFICATION, 1);
            return false;
        }
        lostNotice(subscription).ifPresent(waiting::add);
        waiting.add(notification(subscription.id(), result));
        return true;
    }

    /** Notes that {@code count} events did not reach the queue. */
    void lose(Subscription subscription, long count) {
        lost.merge(subscription.id(), count, Long::sum);
    }

    /** The socket takes more again. */
    void drained() {
        while (!waiting.isEmpty() && !full.getAsBoolean()) {
            send.accept(waiting.remove());
        }
        if (waiting.isEmpty()) {
            subscriptions().forEach(this::tellLost);
        }
    }

    private void tellLost(Subscription subscription) {
        lostNotice(subscription).ifPresent(send);
    }

    private Optional<String> lostNotice(Subscription subscription) {
        return Optional.ofNullable(lost.remove(subscription.id()))
                .map(count -> notification(
                        subscription.id(),
                        new JsonObject().put("event", "dropped").put("count", count)));
    }

    private static String notification(String subscription, JsonObject result) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("method", "wayfinder_subscription")
                .put(
                        "params",
                        new JsonObject().put("subscription", subscription).put("result", result))
                .encode();
    }
}
