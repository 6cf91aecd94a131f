package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.Lookup;
import io.wayfinder.discovery.request.Answer;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;

/** A running lookup, and for whom it runs. */
final class Search {

    /** Who wants to know. */
    sealed interface Sake {

        /** A lookup command: wants the nearest nodes. */
        record Nearest(long command) implements Sake {}

        /** A resolve command: wants the record of the target, which ends it as soon as the target itself gives it. */
        record Newest(long command) implements Sake {}

        /** Maintenance: wants to know when it has ended. */
        record Upkeep() implements Sake {}
    }

    private final Sake sake;
    private final NodeId target;
    private final Lookup lookup;
    private boolean targetAnswered;

    Search(Sake sake, NodeId target, Lookup lookup) {
        this.sake = sake;
        this.target = target;
        this.lookup = lookup;
    }

    Sake sake() {
        return sake;
    }

    NodeId target() {
        return target;
    }

    Lookup lookup() {
        return lookup;
    }

    boolean isDone(long nowMs) {
        return lookup.isDone(nowMs) || (sake instanceof Sake.Newest && targetAnswered);
    }

    void ended(long nowMs, NodeId asked, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered && answered.answer() instanceof Answer.Nodes nodes) {
            targetAnswered |= asked.equals(target) && nodes.records().stream().anyMatch(this::isOfTarget);
            lookup.answered(nowMs, asked, nodes.records());
        } else {
            lookup.failed(nowMs, asked);
        }
    }

    private boolean isOfTarget(NodeRecord record) {
        return record.nodeId().equals(target);
    }
}
