package io.wayfinder.discovery.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.service.DiscoveryService.FindResult;
import io.wayfinder.discovery.service.DiscoveryService.TalkRequest;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that runs: the core in its loop, and beside it the parts that know of users, clocks and disks. Confined to the event loop. */
final class RunningNode {

    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

    /** Twice what the core answers at once, so that calls which need no answer find room. */
    private static final int CALLS_MAX = 8_192;

    private final Context context;
    private final Ground ground;
    private final BoundSockets sockets;
    private final Discv5 core;
    private final ProtocolLoop loop;
    private final OwnRecord ownRecord;
    private final OwnEndpoints ownEndpoints;
    private final Set<Promise<?>> calls = new LinkedHashSet<>();
    private final OpenCommands commands = new OpenCommands();
    private final PeerWatch watch;
    private final PeerSearches searches;
    private final PeerScan scan;
    private final StoreWriter writer;
    private final TalkHandlers talkHandlers;
    private final Listeners listeners;
    private final RandomGenerator choices;
    private final KernelDrops kernelDrops;
    private volatile NodeRecord record;
    private volatile boolean stopped;
    private long talksLate;
    private long callsRefused;

    /** What a {@link Startup} has made by the time there is a record to announce. */
    record Made(
            Context context,
            Ground ground,
            BoundSockets sockets,
            OwnRecord ownRecord,
            OwnEndpoints ownEndpoints,
            RandomGenerator choices,
            TalkHandlers talkHandlers,
            Listeners listeners) {}

    RunningNode(Made made, Startup startup, Discv5 core) {
        this.context = made.context();
        this.ground = made.ground();
        this.sockets = made.sockets();
        this.core = core;
        this.ownRecord = made.ownRecord();
        this.ownEndpoints = made.ownEndpoints();
        this.choices = made.choices();
        this.talkHandlers = made.talkHandlers();
        this.listeners = made.listeners();
        this.record = core.localRecord();
        this.kernelDrops = new KernelDrops(sockets.endpoints());
        FoundPeers peers = new FoundPeers(FoundPeers.PEERS_MAX);
        this.watch = new PeerWatch(peers, startup.rules(), startup.clock(), this::ping, listeners::tell);
        this.searches = new PeerSearches(this::ping, this::walk);
        this.writer = new StoreWriter(context, peers, ground.store(), startup.nowMs());
        this.loop = new ProtocolLoop(
                context,
                sockets,
                startup.rules(),
                core,
                this::handle,
                List.of(watch, searches, writer),
                startup.originNanos());
        this.scan = new PeerScan(loop, peers);
    }

    // Life.

    /** Begins with what an earlier run kept, unverified: offered to the table, and pinged at once. */
    void start() {
        loop.start();
        loop.run(() -> {
            watch.restore(loop.nowMs(), ground.candidates(), true);
            ground.candidates().forEach(peer -> core.addNode(loop.nowMs(), peer.record()));
        });
        restoreOlder(ground.older());
    }

    /** So many verifications take a worker well under a second. */
    private static final int OLDER_AT_ONCE = 1_000;

    private void restoreOlder(List<StoredPeer> older) {
        if (older.isEmpty() || stopped) {
            return;
        }
        int size = Math.min(OLDER_AT_ONCE, older.size());
        context.executeBlocking(() -> Ground.verified(older.stream().limit(size), ground.curve()))
                .onSuccess(peers -> {
                    loop.run(() -> watch.restore(loop.nowMs(), peers, false));
                    restoreOlder(older.subList(size, older.size()));
                });
    }

    Future<Void> stop() {
        if (stopped) {
            return Future.succeededFuture();
        }
        stopped = true;
        loop.stop();
        List.copyOf(calls).forEach(call -> call.tryFail(DiscoveryException.stopped()));
        return sockets.close()
                .eventually(writer::flush)
                .eventually(() -> context.<Void>executeBlocking(() -> {
                    ground.close();
                    return null;
                }))
                .onSuccess(done -> LOG.info("Stopped {}", record.nodeId()));
    }

    Context context() {
        return context;
    }

    List<Endpoint> boundEndpoints() {
        return sockets.endpoints();
    }

    boolean isStopped() {
        return stopped;
    }

    // What the core tells.

    private void handle(Output output) {
        long nowMs = loop.nowMs();
        switch (output) {
            case Output.Transmit transmit -> throw new AssertionError("the loop sends");
            case Output.Completed completed -> commands.end(completed.command(), output);
            case Output.LookedUp lookedUp -> commands.end(lookedUp.command(), output);
            case Output.Resolved resolved -> commands.end(resolved.command(), output);
            case Output.NodeSeen seen -> watch.seen(nowMs, seen.record()).ifPresent(searches::offer);
            case Output.NodeAnswered answered ->
                watch.answered(nowMs, answered.record(), answered.rttMs()).ifPresent(searches::offer);
            case Output.NodeSilent silent -> watch.silent(nowMs, silent.id());
            case Output.TableChanged changed -> listeners.tell(new ServiceEvent.TableChanged(changed.change()));
            case Output.TalkRequested talk -> answer(talk);
            case Output.EndpointAgreed agreed -> announce(agreed.endpoint());
        }
    }

    private void answer(Output.TalkRequested talk) {
        talkHandlers
                .ask(new TalkRequest(talk.from(), talk.protocol(), talk.payload()))
                .onComplete(answered -> loop.later(() -> {
                    Bytes payload = answered.succeeded() ? answered.result() : Bytes.EMPTY;
                    answer(talk, payload);
                }));
    }

    private void answer(Output.TalkRequested talk, Bytes payload) {
        try {
            if (!core.answerTalk(loop.nowMs(), talk.talk(), payload)) {
                talksLate++;
            }
        } catch (IllegalArgumentException tooLarge) {
            LOG.warn("The answer of the talk protocol {} was not sent: {}", talk.protocol(), tooLarge.getMessage());
            core.answerTalk(loop.nowMs(), talk.talk(), Bytes.EMPTY);
        }
    }

    private void announce(Endpoint agreed) {
        if (!ownEndpoints.isOpen(agreed)) {
            return;
        }
        LOG.info("Our peers agree that we are at {}", agreed);
        change(builder -> OwnEndpoints.put(builder, agreed))
                .onFailure(failure -> LOG.warn("Our record does not say so: {}", failure.getMessage()));
    }

    // Commands.

    /** Takes in a call, which ends when the node stops; false when it has ended already. */
    boolean open(Promise<?> call) {
        if (stopped || calls.size() >= CALLS_MAX) {
            callsRefused++;
            call.tryFail(stopped ? DiscoveryException.stopped() : DiscoveryException.busy());
            return false;
        }
        calls.add(call);
        call.future().onComplete(ended -> calls.remove(call));
        return true;
    }

    NodeRecord record() {
        return record;
    }

    long ask(Contact to, Question question, Consumer<Outcome> ended) {
        long command = core.ask(loop.nowMs(), to, question);
        commands.put(command, output -> {
            if (output instanceof Output.Completed completed) {
                ended.accept(completed.outcome());
            }
        });
        return command;
    }

    long lookup(NodeId target, int paths, Consumer<Output> ended) {
        long command = core.lookup(loop.nowMs(), target, paths, any -> true);
        commands.put(command, ended);
        return command;
    }

    long resolve(NodeId id, Consumer<Output> ended) {
        long command = core.resolve(loop.nowMs(), id);
        commands.put(command, ended);
        return command;
    }

    void cancel(long command) {
        core.cancel(loop.nowMs(), command);
    }

    private void ping(Contact to, LongConsumer ended) {
        ask(to, new Question.Ping(), outcome -> ended.accept(loop.nowMs()));
    }

    private void walk(NodeId target, LongConsumer ended) {
        lookup(target, 1, output -> ended.accept(loop.nowMs()));
    }

    /** False when too many searches run. */
    boolean find(Promise<FindResult> found, Predicate<FoundPeer> filter, int count, long timeoutMs) {
        long nowMs = loop.nowMs();
        PeerSearch search = new PeerSearch(filter, count, nowMs, nowMs + timeoutMs, choices);
        boolean started = searches.start(found, search);
        if (started) {
            scan.visit(Optional.empty(), searches.offering(found));
        }
        return started;
    }

    void cancel(Promise<FindResult> found) {
        searches.cancel(found);
    }

    PeerScan scan() {
        return scan;
    }

    boolean addNode(NodeRecord node) {
        return core.addNode(loop.nowMs(), node);
    }

    boolean removeNode(NodeId id) {
        long nowMs = loop.nowMs();
        boolean wasFound = watch.remove(nowMs, id);
        return core.removeNode(nowMs, id) || wasFound;
    }

    Optional<NodeRecord> record(NodeId id) {
        return core.record(id).or(() -> watch.peers().get(id).map(FoundPeer::record));
    }

    List<TableEntry> tableEntries() {
        long offsetMs = watch.unixMs() - loop.nowMs();
        return core.tableEntries().stream().map(entry -> entry.at(offsetMs)).toList();
    }

    ProtocolLoop loop() {
        return loop;
    }

    Future<NodeRecord> updateRecord(Map<String, Bytes> entries) {
        return change(builder -> entries.forEach((key, item) -> {
                    if (item.isEmpty()) {
                        builder.remove(key);
                    } else {
                        builder.putRaw(key, item);
                    }
                }))
                .onSuccess(announced -> ownEndpoints.setByUser(entries.keySet()));
    }

    private Future<NodeRecord> change(Consumer<NodeRecordBuilder> change) {
        return ownRecord.change(change).onSuccess(this::announce);
    }

    private void announce(NodeRecord next) {
        record = next;
        loop.run(() -> core.announce(loop.nowMs(), next));
        LOG.debug("Announced {}", next.text());
        listeners.tell(new ServiceEvent.RecordChanged(next));
    }

    // Figures.

    /** @param callsRefused before they came here */
    Future<Map<String, Long>> counters(long callsRefused) {
        Map<String, Long> counters = new TreeMap<>(core.counters());
        counters.putAll(sockets.counters());
        loop.count(counters);
        watch.count(counters);
        writer.count(counters);
        counters.put("searches_running", (long) searches.size());
        counters.put("searches_refused", searches.refused());
        counters.put("calls_refused", this.callsRefused + callsRefused);
        counters.put("calls_running", (long) calls.size());
        counters.put("commands_running", (long) commands.size());
        counters.put("talks_late", talksLate);
        counters.put("crypto_provider{name=\"" + ground.curve().name() + "\"}", 1L);
        return context.executeBlocking(() -> {
            kernelDrops.read().ifPresent(drops -> counters.put("udp_kernel_drops", drops));
            return counters;
        });
    }
}
