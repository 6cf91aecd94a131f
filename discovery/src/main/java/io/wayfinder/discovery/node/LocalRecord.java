package io.wayfinder.discovery.node;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.Optional;

/** The record that we announce: of one key for ever, its sequence number only rising. */
final class LocalRecord {

    private NodeRecord current;

    LocalRecord(NodeRecord first) {
        current = first;
    }

    NodeRecord get() {
        return current;
    }

    NodeId id() {
        return current.nodeId();
    }

    /** Throws IllegalArgumentException for a record of another key, or one that is not newer. */
    void replace(NodeRecord next) {
        if (!next.nodeId().equals(id())) {
            throw new IllegalArgumentException("the record is of another node");
        }
        if (!next.newerThan(current)) {
            throw new IllegalArgumentException(
                    "the record is not newer than sequence number " + Long.toUnsignedString(current.seq()));
        }
        current = next;
    }

    /** Whether the record says that we are at the endpoint. */
    boolean says(Endpoint endpoint) {
        Optional<Endpoint> ours = endpoint.address().v6() ? current.udp6() : current.udp4();
        return ours.isPresent()
                && ours.get().address().equals(endpoint.address())
                && ours.get().port() == endpoint.port();
    }
}
