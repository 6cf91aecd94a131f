package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** What a node wants done, or tells. */
public sealed interface Output {

    record Transmit(Endpoint to, Bytes datagram) implements Output {}

    /**
     * A request command ended. Also the end of a lookup or resolve that could not start, as {@link Outcome.Busy}
     * ({@code Limits.lookupsAtOnce}), and of a resolve that was cancelled, as {@link Outcome.Cancelled}.
     */
    record Completed(long command, Outcome outcome) implements Output {}

    /** A lookup ended; {@code cancelled} by {@link Discv5#cancel}, with what it had found so far. */
    record LookedUp(long command, List<NodeRecord> nearest, int queries, int hops, boolean cancelled)
            implements Output {}

    /** A resolve ended, with the newest record that was found or held. */
    record Resolved(long command, Optional<NodeRecord> record) implements Output {}

    /** A verified record that was not known, or is newer than what was known. Never our own. */
    record NodeSeen(NodeRecord record) implements Output {}

    /** The node answered a request of ours (of whatever origin) at its record's endpoint. */
    record NodeAnswered(NodeRecord record, long rttMs) implements Output {}

    /** A request to the node, at its record's endpoint if we know it, ended without an answer. */
    record NodeSilent(NodeId id) implements Output {}

    record TableChanged(TableChange change) implements Output {}

    /**
     * A peer's TALKREQ, to be answered by {@link Discv5#answerTalk}.
     *
     * @param from the endpoint that the TALKREQ came from is its first, the record's own follow
     */
    record TalkRequested(long talk, Contact from, Bytes protocol, Bytes payload) implements Output {}

    /** Our peers agree that we are at this endpoint and our record does not say so: announce a new one. */
    record EndpointAgreed(Endpoint endpoint) implements Output {}
}
