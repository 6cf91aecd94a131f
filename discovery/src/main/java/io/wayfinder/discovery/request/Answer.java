package io.wayfinder.discovery.request;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** What a node answered, checked. */
public sealed interface Answer {

    /** {@code recipient} is our endpoint as the node sees it. */
    record Pong(long enrSeq, Endpoint recipient) implements Answer {}

    /** Verified records at asked distances that may be relayed to us; {@code complete} when all packets came. */
    record Nodes(List<NodeRecord> records, boolean complete) implements Answer {}

    record Talk(Bytes payload) implements Answer {}
}
