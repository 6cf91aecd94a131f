package io.wayfinder.discovery.service;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A running discv5 node. Thread-safe: every method may be called from any thread; futures complete on the caller's Vert.x context, or else on the
 * service's event loop, on which listeners, filters and talk handlers are called: they must not block. Calls fail with {@link DiscoveryException}.
 */
public final class DiscoveryService {

    /** Calls on their way to the event loop; beyond, a call fails as {@link Reason#BUSY}. */
    static final int CALLS_QUEUED_MAX = 4_096;

    /** The disjoint paths that a lookup may take. */
    private static final int PATHS_MAX = 16;

    private static final int DISTANCE_MAX = 256;

    private final Vertx vertx;
    private final Deployment deployment;
    private final RunningNode node;
    private final Context context;
    private final List<Endpoint> bound;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    private DiscoveryService(Vertx vertx, Deployment deployment, RunningNode node) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.node = node;
        this.context = node.context();
        this.bound = node.boundEndpoints();
    }

    /** Binds, loads the store, announces, joins. Fails with one line when a port is in use or the data directory is locked or unreadable. */
    public static Future<DiscoveryService> start(Vertx vertx, ServiceConfig config) {
        return start(vertx, config, InstantSource.system());
    }

    static Future<DiscoveryService> start(Vertx vertx, ServiceConfig config, InstantSource clock) {
        Deployment deployment = new Deployment(config, clock);
        return vertx.deployVerticle(deployment).map(id -> new DiscoveryService(vertx, deployment, deployment.node(id)));
    }

    /** Gives the node an event-loop context of its own, and stops it when all of Vert.x is closed. */
    private static final class Deployment implements Deployable {

        private final ServiceConfig config;
        private final InstantSource clock;
        private final TalkHandlers talkHandlers = new TalkHandlers();
        private final Listeners listeners = new Listeners();
        private volatile @Nullable RunningNode running;
        private volatile String id = "";

        Deployment(ServiceConfig config, InstantSource clock) {
            this.config = config;
            this.clock = clock;
        }

        @Override
        public Future<?> deploy(Context context) {
            return Startup.run(context, config, clock, talkHandlers, listeners).onSuccess(node -> running = node);
        }

        RunningNode node(String deploymentId) {
            id = deploymentId;
            return Objects.requireNonNull(running);
        }

        @Override
        public Future<?> undeploy(Context context) {
            RunningNode node = running;
            return node == null ? Future.succeededFuture() : node.stop();
        }
    }

    /** Flushes the store and closes the sockets. */
    public Future<Void> stop() {
        return vertx.undeploy(deployment.id)
                .recover(failure -> node.isStopped() ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    public NodeRecord localRecord() {
        return node.record();
    }

    /** What is bound: IPv4 first. */
    public List<Endpoint> boundEndpoints() {
        return bound;
    }

    public Call<Pinged> ping(Contact to) {
        return ask(to, new Question.Ping(), answered -> switch (answered.answer()) {
            case Answer.Pong pong -> new Pinged(pong, answered.rttMs());
            case Answer.Nodes other -> throw new AssertionError(other);
            case Answer.Talk other -> throw new AssertionError(other);
        });
    }

    public record Pinged(Answer.Pong pong, long rttMs) {}

    /** Distances 0 to 256. */
    public Call<List<NodeRecord>> findNode(Contact to, List<Integer> distances) {
        List<Integer> asked = List.copyOf(distances);
        if (asked.isEmpty() || asked.stream().anyMatch(distance -> distance < 0 || distance > DISTANCE_MAX)) {
            throw new IllegalArgumentException("one distance at least, each from 0 to 256: " + asked);
        }
        return ask(to, new Question.FindNode(asked), answered -> switch (answered.answer()) {
            case Answer.Nodes nodes -> nodes.records();
            case Answer.Pong other -> throw new AssertionError(other);
            case Answer.Talk other -> throw new AssertionError(other);
        });
    }

    public Call<Bytes> talk(Contact to, Bytes protocol, Bytes payload) {
        return ask(to, new Question.Talk(protocol, payload), answered -> switch (answered.answer()) {
            case Answer.Talk talk -> talk.payload();
            case Answer.Pong other -> throw new AssertionError(other);
            case Answer.Nodes other -> throw new AssertionError(other);
        });
    }

    private <T> Call<T> ask(Contact to, Question question, Function<Outcome.Answered, T> read) {
        return call((running, promise) -> {
            long command = running.ask(to, question, outcome -> {
                if (outcome instanceof Outcome.Answered answered) {
                    promise.tryComplete(read.apply(answered));
                } else {
                    promise.tryFail(DiscoveryException.of(outcome, to));
                }
            });
            return () -> running.cancel(command);
        });
    }

    public Call<LookupResult> lookup(NodeId target, int paths) {
        if (paths < 1 || paths > PATHS_MAX) {
            throw new IllegalArgumentException("a lookup takes 1 to " + PATHS_MAX + " paths, not " + paths);
        }
        return call((running, promise) -> {
            long startMs = running.loop().nowMs();
            long command = running.lookup(target, paths, output -> {
                if (output instanceof Output.LookedUp done && !done.cancelled()) {
                    long elapsedMs = running.loop().nowMs() - startMs;
                    promise.tryComplete(new LookupResult(done.nearest(), done.queries(), done.hops(), elapsedMs));
                } else {
                    promise.tryFail(unfinished(output));
                }
            });
            return () -> running.cancel(command);
        });
    }

    /** Nearest first, at most 16. */
    public record LookupResult(List<NodeRecord> nearest, int queries, int hops, long elapsedMs) {}

    /** The newest record of the node in the network; fails with NOT_FOUND. */
    public Call<NodeRecord> resolve(NodeId id) {
        return call((running, promise) -> {
            long command = running.resolve(id, output -> {
                if (!(output instanceof Output.Resolved resolved)) {
                    promise.tryFail(unfinished(output));
                } else if (resolved.record().isPresent()) {
                    promise.tryComplete(resolved.record().get());
                } else {
                    promise.tryFail(new DiscoveryException(
                            Reason.NOT_FOUND, "nobody knows a record of " + id + "; check the ID, or try again later"));
                }
            });
            return () -> running.cancel(command);
        });
    }

    private static DiscoveryException unfinished(Output output) {
        return output instanceof Output.Completed completed && completed.outcome() instanceof Outcome.Busy
                ? DiscoveryException.busy()
                : DiscoveryException.cancelled();
    }

    /** Looks actively until {@code count} live peers match or the time is up, which is not a failure. */
    public Call<FindResult> findPeers(Predicate<FoundPeer> filter, int count, long timeoutMs) {
        if (count < 0 || timeoutMs < 0) {
            throw new IllegalArgumentException("a count and a time are not negative");
        }
        return call((running, promise) -> {
            if (!running.find(promise, filter, count, timeoutMs)) {
                promise.tryFail(DiscoveryException.busy());
            }
            return () -> running.cancel(promise);
        });
    }

    public record FindResult(List<FoundPeer> peers, boolean complete) {}

    /** A page of found peers in a stable order; {@code cursor} is that of the page before. */
    public Future<PeerPage> peers(Predicate<FoundPeer> filter, int limit, Optional<String> cursor) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least 1 peer, not " + limit);
        }
        Optional<NodeId> after = cursor.map(NodeId::parse);
        return query((running, page) -> running.scan().page(page, filter, limit, after));
    }

    public record PeerPage(List<FoundPeer> peers, Optional<String> cursor) {}

    public Future<Boolean> addNode(NodeRecord record) {
        return query((running, done) -> done.complete(running.addNode(record)));
    }

    /** From the table and from the found peers. */
    public Future<Boolean> removeNode(NodeId id) {
        return query((running, done) -> done.complete(running.removeNode(id)));
    }

    /** The newest record that we hold. */
    public Future<Optional<NodeRecord>> record(NodeId id) {
        return query((running, done) -> done.complete(running.record(id)));
    }

    public Future<List<TableEntry>> tableEntries() {
        return query((running, done) -> done.complete(running.core().tableEntries()));
    }

    /**
     * Sets entries of our record (key to canonical RLP item; no bytes remove the entry) and announces the new one, once it is stored.
     * Fails with REFUSED when it would be too large. An endpoint set here is no longer changed by what our peers say.
     */
    public Future<NodeRecord> updateRecord(Map<String, Bytes> entries) {
        Map<String, Bytes> changes = Map.copyOf(entries);
        return query((running, done) -> running.updateRecord(changes).onComplete(done));
    }

    /** Calls the listener with each event until {@link Subscription#close}; @throws IllegalStateException when there are too many */
    public Subscription subscribe(Consumer<ServiceEvent> listener) {
        return deployment.listeners.add(listener);
    }

    /**
     * @param handler gives the answer; asked at most until 400 ms have passed. One handler a protocol.
     * @throws IllegalStateException when the protocol has one
     */
    public Subscription onTalk(Bytes protocol, Function<TalkRequest, Future<Bytes>> handler) {
        return deployment.talkHandlers.add(protocol, handler);
    }

    public record TalkRequest(Contact from, Bytes protocol, Bytes payload) {}

    /** Ends a subscription; may be called from any thread, more than once. */
    public interface Subscription {
        void close();
    }

    /** Totals and sizes by metric name, labels in braces. */
    public Future<Map<String, Long>> counters() {
        return query((running, done) -> running.counters(refused.get()).onComplete(done));
    }

    // From any thread to the event loop and back.

    /** @param start begins on the event loop, and gives what cancels there */
    private <T> Call<T> call(BiFunction<RunningNode, Promise<T>, Runnable> start) {
        Promise<T> promise = Promise.promise();
        Runnable[] cancel = {() -> {}};
        Future<T> result = hop(promise, running -> cancel[0] = start.apply(running, promise));
        return new Call<>(
                result,
                () -> context.runOnContext(turn -> {
                    promise.tryFail(DiscoveryException.cancelled());
                    node.loop().run(cancel[0]);
                }));
    }

    private <T> Future<T> query(BiConsumer<RunningNode, Promise<T>> start) {
        Promise<T> promise = Promise.promise();
        return hop(promise, running -> start.accept(running, promise));
    }

    private <T> Future<T> hop(Promise<T> promise, Consumer<RunningNode> start) {
        Context caller = Vertx.currentContext();
        if (queued.incrementAndGet() > CALLS_QUEUED_MAX) {
            queued.decrementAndGet();
            refused.incrementAndGet();
            return Future.failedFuture(DiscoveryException.busy());
        }
        context.runOnContext(turn -> {
            queued.decrementAndGet();
            if (!node.open(promise)) {
                return;
            }
            node.loop().run(() -> {
                try {
                    start.accept(node);
                } catch (RuntimeException fault) {
                    promise.tryFail(fault);
                    throw fault;
                }
            });
        });
        return onContext(caller == null ? context : caller, promise.future());
    }

    /** Always by way of the queue: no user's code runs inside a turn of the loop. */
    private static <T> Future<T> onContext(Context context, Future<T> future) {
        Promise<T> there = Promise.promise();
        future.onComplete(done -> context.runOnContext(turn -> there.handle(done)));
        return there.future();
    }
}
