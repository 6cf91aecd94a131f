package io.wayfinder.discovery.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;

/**
 * A running discv5 node. Thread-safe: every method may be called from any thread; futures complete on the caller's context, listeners are
 * called on the service's event loop. Calls fail with {@link DiscoveryException}.
 */
public final class DiscoveryService {

    private DiscoveryService() {}

    /** Binds, loads the store, announces, joins. Fails with one line when a port is in use or the data directory is locked or unreadable. */
    public static Future<DiscoveryService> start(Vertx vertx, ServiceConfig config) {
        throw new UnsupportedOperationException("contract");
    }

    /** Flushes the store and closes the sockets. */
    public Future<Void> stop() {
        throw new UnsupportedOperationException("contract");
    }

    public NodeRecord localRecord() {
        throw new UnsupportedOperationException("contract");
    }

    /** What is bound: IPv4 first. */
    public List<Endpoint> boundEndpoints() {
        throw new UnsupportedOperationException("contract");
    }

    public Call<Pinged> ping(Contact to) {
        throw new UnsupportedOperationException("contract");
    }

    public record Pinged(Answer.Pong pong, long rttMs) {}

    /** Distances 0 to 256. */
    public Call<List<NodeRecord>> findNode(Contact to, List<Integer> distances) {
        throw new UnsupportedOperationException("contract");
    }

    public Call<Bytes> talk(Contact to, Bytes protocol, Bytes payload) {
        throw new UnsupportedOperationException("contract");
    }

    public Call<LookupResult> lookup(NodeId target, int paths) {
        throw new UnsupportedOperationException("contract");
    }

    /** Nearest first, at most 16. */
    public record LookupResult(List<NodeRecord> nearest, int queries, int hops, long elapsedMs) {}

    /** The newest record of the node in the network; fails with NOT_FOUND. */
    public Call<NodeRecord> resolve(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    /** Looks actively until {@code count} live peers match or the time is up, which is not a failure. */
    public Call<FindResult> findPeers(Predicate<FoundPeer> filter, int count, long timeoutMs) {
        throw new UnsupportedOperationException("contract");
    }

    public record FindResult(List<FoundPeer> peers, boolean complete) {}

    /** A page of found peers in a stable order; {@code cursor} is that of the page before. */
    public Future<PeerPage> peers(Predicate<FoundPeer> filter, int limit, Optional<String> cursor) {
        throw new UnsupportedOperationException("contract");
    }

    public record PeerPage(List<FoundPeer> peers, Optional<String> cursor) {}

    public Future<Boolean> addNode(NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    public Future<Boolean> removeNode(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    /** The newest record that we hold. */
    public Future<Optional<NodeRecord>> record(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    public Future<List<TableEntry>> tableEntries() {
        throw new UnsupportedOperationException("contract");
    }

    /** Sets entries of our record (key to canonical RLP item) and announces the new one, once it is stored. Fails with REFUSED when it would be too large. */
    public Future<NodeRecord> updateRecord(Map<String, Bytes> entries) {
        throw new UnsupportedOperationException("contract");
    }

    /** Calls the listener with each event until {@link Subscription#close}. */
    public Subscription subscribe(Consumer<ServiceEvent> listener) {
        throw new UnsupportedOperationException("contract");
    }

    /** @param handler gives the answer; asked at most until 400 ms have passed. One handler a protocol. */
    public Subscription onTalk(Bytes protocol, Function<TalkRequest, Future<Bytes>> handler) {
        throw new UnsupportedOperationException("contract");
    }

    public record TalkRequest(Contact from, Bytes protocol, Bytes payload) {}

    /** Ends a subscription; may be called from any thread, more than once. */
    public interface Subscription {
        void close();
    }

    /** Totals and sizes by metric name, labels in braces. */
    public Future<Map<String, Long>> counters() {
        throw new UnsupportedOperationException("contract");
    }
}
