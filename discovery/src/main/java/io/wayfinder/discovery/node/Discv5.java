package io.wayfinder.discovery.node;

import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.request.RequestEvent;
import io.wayfinder.discovery.request.Requests;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.table.EndpointVotes;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A discv5 node as a value machine: no socket, clock, thread or entropy of its own.
 *
 * <p>Call order: any input, then {@link #poll} until it gives null, then arm one timer for {@link #nextDeadlineMs}.
 * Commands return a number whose result comes as an {@link Output.Completed} (or {@link Output.LookedUp}, or {@link
 * Output.Resolved}). Confined to one thread.
 */
public final class Discv5 {

    /** Upkeep may make work that is due at once; were it ever endless, the rest is left to the next tick. */
    private static final int ROUNDS_MAX = 16;

    private final LocalRecord local;
    private final Config config;
    private final Requests requests;
    private final NodeTable table;
    private final EndpointVotes votes;
    private final Errands errands;
    private final Acquaintances acquaintances;
    private final Refreshes refreshes;
    private final Talks talks;
    private final Dispatcher dispatcher;
    private final Lookups lookups;
    private final Walks walks;
    private final Bootstrap bootstrap;
    private final Checks checks;

    private final Queue<Output> outputs = new ArrayDeque<>();
    /** The request of each request command that runs. */
    private final Map<Long, Long> requestOfCommand = new LinkedHashMap<>();

    private long nextCommand = 1;
    private long packetsReceived;
    private long packetsSent;

    /** {@code local} is the record to announce; its key is that of {@code config}. */
    public Discv5(
            Config config,
            NodeRecord local,
            Secp256k1 curve,
            RandomGenerator secrets,
            RandomGenerator choices,
            long nowMs) {
        this(
                config,
                local,
                curve,
                CipherSuite.aes(),
                new KnownRecords(curve, config.limits().knownRecords()),
                secrets,
                choices,
                nowMs);
    }

    /**
     * For nodes that share a process: the suite may be shared by those of one thread, as may what decodes for the known
     * records.
     *
     * @param known holds no more than {@code Limits.knownRecords}
     */
    public Discv5(
            Config config,
            NodeRecord local,
            Secp256k1 curve,
            CipherSuite suite,
            KnownRecords known,
            RandomGenerator secrets,
            RandomGenerator choices,
            long nowMs) {
        if (!local.publicKey().equals(curve.publicKey(config.key()))) {
            throw new IllegalArgumentException("the record is of another key");
        }
        this.config = config;
        Limits limits = config.limits();
        this.local = new LocalRecord(local);
        requests = new Requests(
                config.key(),
                local,
                new PacketCodec(config.protocolId(), suite),
                curve,
                secrets,
                known,
                config.rules(),
                limits.requests(),
                limits.sessions());
        table = new NodeTable(local.nodeId(), limits.table(), choices);
        votes = new EndpointVotes(limits.table());
        errands = new Errands(requests);
        acquaintances = new Acquaintances(this.local, known, table, config.rules(), outputs);
        refreshes = new Refreshes(acquaintances, errands, limits.requests().overallMs());
        talks = new Talks(requests, limits.talksPending());
        dispatcher =
                new Dispatcher(this.local, requests, table, config.rules(), acquaintances, refreshes, talks, outputs);
        lookups = new Lookups(this.local, table, acquaintances, errands, config, outputs);
        walks = new Walks(local.nodeId(), table, lookups, limits.lookup().resultSize(), choices);
        bootstrap = new Bootstrap(config, local.nodeId(), table, acquaintances, errands, walks, nowMs);
        checks = new Checks(table, errands);
        config.bootnodes().forEach(bootnode -> bootnode.record().ifPresent(record -> acquaintances.add(nowMs, record)));
        settle(nowMs);
    }

    // Inputs.

    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        packetsReceived++;
        requests.receive(nowMs, from, datagram);
        settle(nowMs);
    }

    /** Does what is due. */
    public void tick(long nowMs) {
        requests.tick(nowMs);
        talks.tick(nowMs);
        lookups.tick(nowMs);
        settle(nowMs);
    }

    /** When {@link #tick} wants to be called next; {@code Long.MAX_VALUE}: never. */
    public long nextDeadlineMs() {
        long asked = Math.min(requests.nextDeadlineMs(), talks.nextDeadlineMs());
        return Math.min(Math.min(asked, lookups.nextDeadlineMs()), upkeepDeadlineMs());
    }

    public @Nullable Output poll() {
        return outputs.poll();
    }

    // Commands.

    public long ask(long nowMs, Contact to, Question question) {
        long command = nextCommand++;
        requestOfCommand.put(command, errands.send(nowMs, to, question, new Errand.Command(command)));
        settle(nowMs);
        return command;
    }

    /**
     * The nodes nearest to the target that answer and are wanted; {@code paths} disjoint paths, 1 for a plain lookup.
     * The predicate is called while the lookup runs and must not throw.
     */
    public long lookup(long nowMs, NodeId target, int paths, Predicate<NodeRecord> wanted) {
        long command = nextCommand++;
        lookups.nearest(nowMs, command, target, paths, wanted);
        settle(nowMs);
        return command;
    }

    /** The node's newest record: asked of the node itself when it is known, and looked up. */
    public long resolve(long nowMs, NodeId id) {
        long command = nextCommand++;
        lookups.resolve(nowMs, command, id);
        settle(nowMs);
        return command;
    }

    /** Ends a command as cancelled; nothing happens when it has ended. */
    public void cancel(long nowMs, long command) {
        Long request = requestOfCommand.get(command);
        if (request != null) {
            requests.cancel(nowMs, request);
        } else {
            lookups.cancel(command);
        }
        settle(nowMs);
    }

    /**
     * Answers {@link Output.TalkRequested}; without one the asker gets the empty answer in time. False when it was too
     * late. Throws IllegalArgumentException when the payload does not fit a packet.
     */
    public boolean answerTalk(long nowMs, long talk, Bytes payload) {
        boolean inTime = talks.answer(nowMs, talk, payload);
        settle(nowMs);
        return inTime;
    }

    /** Offers a record to the table. False when it cannot be there (no usable endpoint, outside the rules, ours). */
    public boolean addNode(long nowMs, NodeRecord record) {
        if (record.nodeId().equals(local.id())) {
            return false;
        }
        acquaintances.add(nowMs, record);
        settle(nowMs);
        return config.rules().reaches(record);
    }

    public boolean removeNode(long nowMs, NodeId id) {
        boolean removed = acquaintances.forget(id);
        settle(nowMs);
        return removed;
    }

    /**
     * From now on announces this record, of the same key and a higher sequence number, already stored. Those who will
     * be asked for it are told at once, the others as they are checked.
     */
    public void announce(long nowMs, NodeRecord record) {
        local.replace(record);
        requests.announce(record);
        for (NodeRecord neighbour :
                table.closest(local.id(), config.limits().table().bucketSize())) {
            errands.send(nowMs, Contact.of(neighbour), new Question.Ping(), new Errand.Tell());
        }
        settle(nowMs);
    }

    // Views.

    public NodeRecord localRecord() {
        return local.get();
    }

    /** The newest record of the node that we hold, in the table or not. */
    public Optional<NodeRecord> record(NodeId id) {
        return id.equals(local.id()) ? Optional.of(local.get()) : acquaintances.record(id);
    }

    public List<TableEntry> tableEntries() {
        return table.entries();
    }

    /**
     * Totals and sizes by metric name, a label in braces as in {@code packets_rejected{reason="too_short"}}:
     * docs/METRICS.md.
     */
    public Map<String, Long> counters() {
        TreeMap<String, Long> counters = new TreeMap<>(requests.counters());
        counters.put("packets_received", packetsReceived);
        counters.put("packets_sent", packetsSent);
        List<TableEntry> entries = table.entries();
        counters.put("table_nodes", (long) entries.size());
        counters.put("table_live", entries.stream().filter(TableEntry::live).count());
        table.count(counters);
        counters.putAll(votes.counters());
        acquaintances.count(counters);
        bootstrap.count(counters);
        checks.count(counters);
        dispatcher.count(counters);
        lookups.count(counters);
        refreshes.count(counters);
        talks.count(counters);
        return counters;
    }

    // What every input ends with.

    /** Handles events and does what is due until nothing is. */
    private void settle(long nowMs) {
        handleEvents(nowMs);
        for (int round = 0; round < ROUNDS_MAX && upkeepDeadlineMs() <= nowMs; round++) {
            bootstrap.tick(nowMs);
            checks.tick(nowMs);
            walks.tick(nowMs);
            handleEvents(nowMs);
        }
        acquaintances.tellNews();
        tellTableChanges();
    }

    private long upkeepDeadlineMs() {
        return Math.min(bootstrap.nextDeadlineMs(), Math.min(checks.nextDeadlineMs(), walks.nextDeadlineMs()));
    }

    private void handleEvents(long nowMs) {
        for (RequestEvent event = requests.poll(); event != null; event = requests.poll()) {
            acquaintances.tellNews();
            switch (event) {
                case RequestEvent.Transmit transmit -> {
                    packetsSent++;
                    outputs.add(new Output.Transmit(transmit.to(), transmit.datagram()));
                }
                case RequestEvent.Finished finished -> finish(nowMs, finished);
                case RequestEvent.Asked asked -> dispatcher.answer(nowMs, asked);
                case RequestEvent.Met met -> acquaintances.heardFrom(nowMs, met.record());
            }
        }
        walks.takeEnded(nowMs);
        bootstrap.look(nowMs);
    }

    private void finish(long nowMs, RequestEvent.Finished finished) {
        Errand errand = errands.take(finished.request());
        if (errand == null) {
            return;
        }
        acquaintances.note(nowMs, finished);
        if (finished.outcome() instanceof Outcome.Answered answered) {
            if (answered.answer() instanceof Answer.Pong pong) {
                takePong(nowMs, answered, pong);
            }
        }
        switch (errand) {
            case Errand.Command command -> {
                requestOfCommand.remove(command.number());
                outputs.add(new Output.Completed(command.number(), finished.outcome()));
            }
            case Errand.Query query -> lookups.ended(nowMs, query, finished);
            case Errand.Check check -> checks.ended(nowMs, finished);
            case Errand.Boot boot -> bootstrap.ended();
            case Errand.Refresh refresh -> refreshes.ended(nowMs, refresh);
            case Errand.Tell tell -> {}
        }
    }

    private void takePong(long nowMs, Outcome.Answered answered, Answer.Pong pong) {
        refreshes.told(nowMs, answered.from(), pong.enrSeq());
        if (config.voteOnEndpoint()) {
            votes.vote(nowMs, answered.from().endpoint(), pong.recipient())
                    .filter(agreed -> !local.says(agreed))
                    .ifPresent(agreed -> outputs.add(new Output.EndpointAgreed(agreed)));
        }
    }

    private void tellTableChanges() {
        for (TableChange change = table.pollChange(); change != null; change = table.pollChange()) {
            switch (change) {
                case TableChange.Added added -> requests.member(added.record().nodeId(), true);
                case TableChange.Removed removed ->
                    requests.member(removed.record().nodeId(), false);
                case TableChange.Updated updated -> {}
            }
            outputs.add(new Output.TableChanged(change));
        }
    }
}
