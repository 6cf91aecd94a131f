package io.wayfinder.discovery.request;

import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import org.apache.tuweni.bytes.Bytes;

/** What the request layer wants done, or tells. */
public sealed interface RequestEvent {

    record Transmit(Endpoint to, Bytes datagram) implements RequestEvent {}

    record Finished(long request, Contact to, Question question, Outcome outcome) implements RequestEvent {}

    /**
     * An authenticated request: PING, FINDNODE or TALKREQ.
     *
     * @param keys says under which keys it came; the answer goes under the same
     */
    record Asked(Peer from, Message message, long keys) implements RequestEvent {}

    /** A handshake proved that the node at {@code peer} holds the key of this record. */
    record Met(NodeRecord record, Peer peer) implements RequestEvent {}
}
