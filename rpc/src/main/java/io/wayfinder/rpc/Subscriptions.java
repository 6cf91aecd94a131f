package io.wayfinder.rpc;

import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.FoundPeer;
import io.wayfinder.discovery.service.ServiceEvent;
import io.wayfinder.discovery.table.TableChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Who is told what of the service's events. */
final class Subscriptions {

    private final Context context;
    private final TalkBridge talks;
    private final RpcLimits limits;
    private final RpcCounters counters;
    // Bounded by RpcLimits.connections times RpcLimits.subscriptions.
    private final Map<String, Subscription> all = new LinkedHashMap<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong missed = new AtomicLong();
    private long lastId;

    Subscriptions(Context context, TalkBridge talks, RpcLimits limits, RpcCounters counters) {
        this.context = context;
        this.talks = talks;
        this.limits = limits;
        this.counters = counters;
    }

    /** The subscription's ID. */
    String subscribe(Subscriber subscriber, Interest interest) {
        Subscription subscription = new Subscription("0x" + Long.toHexString(++lastId), subscriber, interest);
        subscriber.add(subscription);
        if (interest instanceof Interest.Talk) {
            try {
                talks.add(subscription);
            } catch (RuntimeException e) {
                subscriber.remove(subscription.id());
                throw e;
            }
        }
        all.put(subscription.id(), subscription);
        return subscription.id();
    }

    /** @throws RpcError when it is not one of the subscriber's */
    void unsubscribe(Subscriber subscriber, String id) {
        Subscription subscription = subscriber.remove(id);
        all.remove(id);
        if (subscription.interest() instanceof Interest.Talk) {
            talks.remove(subscription);
        }
    }

    /** The subscriber's socket is closed. */
    void closed(Subscriber subscriber) {
        subscriber.subscriptions().forEach(subscription -> unsubscribe(subscriber, subscription.id()));
    }

    int size() {
        return all.size();
    }

    /** From any thread. */
    void accept(ServiceEvent event) {
        if (queued.incrementAndGet() > limits.eventsQueued()) {
            queued.decrementAndGet();
            missed.incrementAndGet();
            counters.dropped(RpcCounters.Dropped.EVENT, 1);
            return;
        }
        context.runOnContext(ignored -> {
            queued.decrementAndGet();
            tell(event);
        });
    }

    private void tell(ServiceEvent event) {
        long lost = missed.getAndSet(0);
        Told told = new Told(event);
        for (Subscription subscription : new ArrayList<>(all.values())) {
            if (lost > 0 && !(subscription.interest() instanceof Interest.Talk)) {
                subscription.subscriber().lose(subscription, lost);
            }
            if (told.concerns(subscription.interest())) {
                subscription.subscriber().tell(subscription, told.json());
            }
        }
    }

    /** An event on its way, made JSON once at most. */
    private static final class Told {

        private final ServiceEvent event;
        private final JsonObject json = new JsonObject();

        Told(ServiceEvent event) {
            this.event = event;
        }

        boolean concerns(Interest interest) {
            return switch (event) {
                case ServiceEvent.PeerFound found -> concerns(interest, found.peer());
                case ServiceEvent.PeerUpdated updated -> concerns(interest, updated.peer());
                case ServiceEvent.PeerLost lost -> concerns(interest, lost.peer());
                case ServiceEvent.TableChanged changed -> interest instanceof Interest.Table;
                case ServiceEvent.RecordChanged changed -> interest instanceof Interest.Table;
            };
        }

        // Of the record only: a lost peer is not live, and whoever was told of it wants to know.
        private static boolean concerns(Interest interest, FoundPeer peer) {
            return interest instanceof Interest.Peers peers && peers.filter().matches(peer.record());
        }

        JsonObject json() {
            if (json.isEmpty()) {
                switch (event) {
                    case ServiceEvent.PeerFound found -> peer("found", found.peer());
                    case ServiceEvent.PeerUpdated updated -> peer("updated", updated.peer());
                    case ServiceEvent.PeerLost lost -> peer("lost", lost.peer());
                    case ServiceEvent.TableChanged changed -> table(changed.change());
                    case ServiceEvent.RecordChanged changed ->
                        json.put("event", "localRecord")
                                .put("enr", changed.record().text());
                }
            }
            return json;
        }

        private void peer(String name, FoundPeer peer) {
            json.put("event", name).put("peer", PeerJson.of(peer));
        }

        private void table(TableChange change) {
            switch (change) {
                case TableChange.Added added -> json.put("event", "added").put("bucket", added.bucket());
                case TableChange.Updated updated -> json.put("event", "updated").put("bucket", updated.bucket());
                case TableChange.Removed removed -> json.put("event", "removed").put("bucket", removed.bucket());
            }
            json.put("nodeId", change.record().nodeId().bytes().toHexString())
                    .put("node", change.record().text());
        }
    }
}
