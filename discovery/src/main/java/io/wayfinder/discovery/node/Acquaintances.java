package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.RequestEvent;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is learned of other nodes, whoever asked: every verified record is offered to the table, and every answer and
 * silence told to it. A node is live only by an answer from its record's endpoint.
 */
final class Acquaintances {

    private final LocalRecord local;
    private final KnownRecords known;
    private final NodeTable table;
    private final AddressRules rules;
    private final Queue<Output> outputs;
    private long answeredElsewhere;

    Acquaintances(LocalRecord local, KnownRecords known, NodeTable table, AddressRules rules, Queue<Output> outputs) {
        this.local = local;
        this.known = known;
        this.table = table;
        this.rules = rules;
        this.outputs = outputs;
    }

    /** Others told of the node. */
    void heardOf(long nowMs, NodeRecord record) {
        learn(record, usable -> table.heardOf(nowMs, usable));
    }

    /** The node itself sent something authenticated, from wherever. */
    void heardFrom(long nowMs, NodeRecord record) {
        learn(record, usable -> table.heardFrom(nowMs, usable));
    }

    /** The operator names the node. */
    void add(long nowMs, NodeRecord record) {
        known.keep(record);
        learn(record, usable -> table.add(nowMs, usable));
    }

    /** Tells of each record that was kept since. */
    void tellNews() {
        for (NodeRecord record = known.pollNews(); record != null; record = known.pollNews()) {
            if (!record.nodeId().equals(local.id())) {
                outputs.add(new Output.NodeSeen(record));
            }
        }
    }

    /** As if we had never heard of the node. False when we had not. */
    boolean forget(NodeId id) {
        boolean wasInTable = table.remove(id);
        return known.forget(id) || wasInTable;
    }

    private void learn(NodeRecord record, Consumer<NodeRecord> offer) {
        if (!record.nodeId().equals(local.id()) && rules.reaches(record)) {
            offer.accept(record);
        }
    }

    /** The newest record of the node that we hold. */
    Optional<NodeRecord> record(NodeId id) {
        return newest(table.get(id), known.get(id));
    }

    /** Of two records of one node; of equal numbers the one held. */
    static Optional<NodeRecord> newest(Optional<NodeRecord> held, Optional<NodeRecord> found) {
        return found.filter(record -> held.isEmpty() || record.newerThan(held.get()))
                .or(() -> held);
    }

    /**
     * How to reach a node that has just spoken to us: first where it spoke from. Empty when we have no record of it.
     */
    Optional<Contact> contact(Peer peer) {
        return record(peer.id()).map(record -> {
            List<Endpoint> all = Stream.concat(Stream.of(peer.endpoint()), record.udpEndpoints().stream())
                    .distinct()
                    .toList();
            return new Contact(record.nodeId(), record.publicKey(), all, Optional.of(record));
        });
    }

    /** Takes in how a request ended: records, liveness, silence. */
    void note(long nowMs, RequestEvent.Finished finished) {
        switch (finished.outcome()) {
            case Outcome.Answered answered -> answered(nowMs, finished.to(), answered);
            case Outcome.TimedOut silent -> silent(nowMs, finished.to());
            case Outcome.Misbehaved silent -> silent(nowMs, finished.to());
            case Outcome.Unreachable ours -> {}
            case Outcome.Busy ours -> {}
            case Outcome.TooLarge ours -> {}
            case Outcome.Cancelled ours -> {}
        }
    }

    private void answered(long nowMs, Contact to, Outcome.Answered answered) {
        learnFrom(nowMs, to);
        catchUp(nowMs, to.id());
        if (answered.answer() instanceof Answer.Nodes nodes) {
            nodes.records().forEach(record -> heardOf(nowMs, record));
        }
        Endpoint from = answered.from().endpoint();
        Optional<NodeRecord> proven = recordInUse(to.id()).filter(record -> isAt(record, from));
        if (proven.isPresent()) {
            table.answered(nowMs, proven.get());
            outputs.add(new Output.NodeAnswered(proven.get(), answered.rttMs()));
        } else {
            answeredElsewhere++;
            // It may have moved since it was asked: then the table asks again where it is now.
            to.record()
                    .filter(asked -> isAt(asked, from) && table.get(to.id()).isPresent())
                    .ifPresent(asked -> table.answered(nowMs, asked));
        }
    }

    /** The user may know of a newer record than we do. */
    private void learnFrom(long nowMs, Contact to) {
        to.record()
                .filter(record -> record(to.id()).map(record::newerThan).orElse(true))
                .ifPresent(record -> heardOf(nowMs, known.keep(record)));
    }

    /** What was verified in an answer that came to nothing is newer than what the table goes by, and asked for no more. */
    private void catchUp(long nowMs, NodeId id) {
        Optional<NodeRecord> inTable = table.get(id);
        known.get(id)
                .filter(newest -> inTable.isPresent() && newest.newerThan(inTable.get()))
                .ifPresent(newest -> heardOf(nowMs, newest));
    }

    /** A contact with an endpoint that the node's record does not have says nothing about the node. */
    private void silent(long nowMs, Contact to) {
        Optional<NodeRecord> record = recordInUse(to.id());
        if (record.isEmpty() || to.endpoints().stream().anyMatch(endpoint -> isAt(record.get(), endpoint))) {
            table.unanswered(nowMs, to.id());
            outputs.add(new Output.NodeSilent(to.id()));
        }
    }

    /** What the table goes by, which is not the newest when the quotas do not allow the node to move. */
    private Optional<NodeRecord> recordInUse(NodeId id) {
        return table.get(id).or(() -> known.get(id));
    }

    private static boolean isAt(NodeRecord record, Endpoint endpoint) {
        for (Endpoint own : record.udpEndpoints()) {
            if (own.port() == endpoint.port() && own.address().equals(endpoint.address())) {
                return true;
            }
        }
        return false;
    }

    void count(Map<String, Long> counters) {
        counters.put("answers_elsewhere", answeredElsewhere);
    }
}
