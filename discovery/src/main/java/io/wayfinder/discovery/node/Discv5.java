package io.wayfinder.discovery.node;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A discv5 node as a value machine: no socket, clock, thread or entropy of its own.
 *
 * <p>Call order: any input, then {@link #poll} until it gives null, then arm one timer for {@link #nextDeadlineMs}. Commands return a number whose
 * result comes as an {@link Output.Completed} (or {@link Output.LookedUp}). Confined to one thread.
 */
public final class Discv5 {

    /** {@code local} is the record to announce; its key is that of {@code config}. */
    public Discv5(
            Config config, NodeRecord local, Secp256k1 curve, RandomGenerator secrets, RandomGenerator choices, long nowMs) {}

    // Inputs.

    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        throw new UnsupportedOperationException("contract");
    }

    public void tick(long nowMs) {
        throw new UnsupportedOperationException("contract");
    }

    /** When {@link #tick} wants to be called next; {@code Long.MAX_VALUE}: never. */
    public long nextDeadlineMs() {
        throw new UnsupportedOperationException("contract");
    }

    public @Nullable Output poll() {
        throw new UnsupportedOperationException("contract");
    }

    // Commands.

    public long ask(long nowMs, Contact to, Question question) {
        throw new UnsupportedOperationException("contract");
    }

    /** The nodes nearest to the target that answer and are wanted; {@code paths} disjoint paths, 1 for a plain lookup. */
    public long lookup(long nowMs, NodeId target, int paths, Predicate<NodeRecord> wanted) {
        throw new UnsupportedOperationException("contract");
    }

    /** The node's newest record: asked of the node itself when it is known, and looked up. */
    public long resolve(long nowMs, NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    /** Ends a command as cancelled. */
    public void cancel(long nowMs, long command) {
        throw new UnsupportedOperationException("contract");
    }

    /** Answers {@link Output.TalkRequested}; without one the asker gets the empty answer in time. False when it was too late. */
    public boolean answerTalk(long nowMs, long talk, Bytes payload) {
        throw new UnsupportedOperationException("contract");
    }

    /** Offers a record to the table. False when it cannot be there (no usable endpoint, outside the rules, ours). */
    public boolean addNode(long nowMs, NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    public boolean removeNode(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    /** From now on announces this record, of the same key and a higher sequence number, already stored. */
    public void announce(long nowMs, NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    // Views.

    public NodeRecord localRecord() {
        throw new UnsupportedOperationException("contract");
    }

    /** The newest record of the node that we hold, in the table or not. */
    public Optional<NodeRecord> record(NodeId id) {
        throw new UnsupportedOperationException("contract");
    }

    public List<TableEntry> tableEntries() {
        throw new UnsupportedOperationException("contract");
    }

    /** Totals and sizes by metric name, a label in braces as in {@code packets_rejected{reason="too_short"}}. */
    public Map<String, Long> counters() {
        throw new UnsupportedOperationException("contract");
    }
}
