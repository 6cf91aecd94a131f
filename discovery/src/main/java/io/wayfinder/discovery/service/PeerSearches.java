package io.wayfinder.discovery.service;

import io.vertx.core.Promise;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import io.wayfinder.discovery.service.DiscoveryService.FindResult;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** The searches that run, each with who waits for it. Confined to the event loop. */
final class PeerSearches implements Timed {

    /** Each may look up and check by itself; a new one beyond is refused as busy. */
    static final int SEARCHES_MAX = 64;

    private final Map<Promise<FindResult>, PeerSearch> searches = new LinkedHashMap<>();
    private final BiConsumer<Contact, LongConsumer> ping;
    private final BiConsumer<NodeId, LongConsumer> lookup;
    private long refused;

    /** @param ping and {@code lookup} ask the core, and tell when that ended */
    PeerSearches(BiConsumer<Contact, LongConsumer> ping, BiConsumer<NodeId, LongConsumer> lookup) {
        this.ping = ping;
        this.lookup = lookup;
    }

    /** The promise, unless it is done before, is completed when the search ends; false when there are too many. */
    boolean start(Promise<FindResult> found, PeerSearch search) {
        if (searches.size() >= SEARCHES_MAX) {
            refused++;
            return false;
        }
        searches.put(found, search);
        return true;
    }

    void cancel(Promise<FindResult> found) {
        searches.remove(found);
        found.tryFail(new DiscoveryException(Reason.CANCELLED, "the search was cancelled"));
    }

    /** Offers peers to one search: says no when that is over. */
    Predicate<FoundPeer> offering(Promise<FindResult> found) {
        return peer -> {
            PeerSearch search = searches.get(found);
            if (search != null && !offered(found, search, peer)) {
                searches.remove(found);
            }
            return searches.containsKey(found);
        };
    }

    /** A peer was found or has changed. A filter that throws ends its search alone. */
    void offer(FoundPeer peer) {
        searches.entrySet().removeIf(running -> !offered(running.getKey(), running.getValue(), peer));
    }

    private static boolean offered(Promise<FindResult> found, PeerSearch search, FoundPeer peer) {
        try {
            search.offer(peer);
            return true;
        } catch (RuntimeException fault) {
            found.tryFail(fault);
            return false;
        }
    }

    @Override
    public void tick(long nowMs) {
        for (Map.Entry<Promise<FindResult>, PeerSearch> running : new ArrayList<>(searches.entrySet())) {
            PeerSearch search = running.getValue();
            if (search.isDone(nowMs)) {
                searches.remove(running.getKey());
                running.getKey().tryComplete(search.result());
            } else {
                goOn(nowMs, search);
            }
        }
    }

    private void goOn(long nowMs, PeerSearch search) {
        for (NodeRecord next = search.nextCheck(); next != null; next = search.nextCheck()) {
            ping.accept(Contact.of(next), endedMs -> search.checkEnded());
        }
        for (NodeId next = search.nextLookup(nowMs); next != null; next = search.nextLookup(nowMs)) {
            lookup.accept(next, endedMs -> search.lookupEnded());
        }
    }

    @Override
    public long nextDeadlineMs() {
        long deadlineMs = Long.MAX_VALUE;
        for (PeerSearch search : searches.values()) {
            deadlineMs = Math.min(deadlineMs, search.nextDeadlineMs());
        }
        return deadlineMs;
    }

    long refused() {
        return refused;
    }

    int size() {
        return searches.size();
    }
}
