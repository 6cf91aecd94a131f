package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.Lookup;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running lookup, and for whom it runs. */
final class Search {

    /** Who wants to know. */
    sealed interface Sake {

        /** A lookup command: wants the nearest nodes. */
        record Nearest(long command) implements Sake {}

        /** A resolve command: wants the record of the target, which ends it as soon as the target itself gives it. */
        record Newest(long command) implements Sake {}

        /** Maintenance: wants to know how many new nodes it brought. */
        record Upkeep() implements Sake {}
    }

    private final Sake sake;
    private final NodeId target;
    private final Lookup lookup;
    private @Nullable NodeRecord newest;
    private boolean targetAnswered;
    private int brought;

    /** @param held the record of the target that we have */
    Search(Sake sake, NodeId target, Lookup lookup, Optional<NodeRecord> held) {
        this.sake = sake;
        this.target = target;
        this.lookup = lookup;
        this.newest = held.orElse(null);
    }

    Sake sake() {
        return sake;
    }

    Lookup lookup() {
        return lookup;
    }

    /** The newest record of the target. */
    Optional<NodeRecord> newest() {
        return Optional.ofNullable(newest);
    }

    /** Nodes brought that were not known. */
    int brought() {
        return brought;
    }

    boolean isDone(long nowMs) {
        return lookup.isDone(nowMs) || (sake instanceof Sake.Newest && targetAnswered);
    }

    void ended(long nowMs, NodeId asked, Outcome outcome, int newNodes) {
        brought += newNodes;
        if (outcome instanceof Outcome.Answered answered && answered.answer() instanceof Answer.Nodes nodes) {
            nodes.records().forEach(record -> note(asked, record));
            lookup.answered(nowMs, asked, List.copyOf(nodes.records()));
        } else {
            lookup.failed(nowMs, asked);
        }
    }

    private void note(NodeId from, NodeRecord record) {
        if (!record.nodeId().equals(target)) {
            return;
        }
        if (newest == null || record.newerThan(newest)) {
            newest = record;
        }
        targetAnswered |= from.equals(target);
    }
}
