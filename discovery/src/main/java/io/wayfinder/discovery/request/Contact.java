package io.wayfinder.discovery.request;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Enode;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Optional;

/**
 * All that is needed to reach a node: from its record, or from an {@code enode://} URL.
 *
 * @param endpoints IPv4 first; empty when the node cannot be reached
 */
public record Contact(NodeId id, PublicKey key, List<Endpoint> endpoints, Optional<NodeRecord> record) {

    public Contact {
        endpoints = List.copyOf(endpoints);
    }

    public static Contact of(NodeRecord record) {
        return new Contact(record.nodeId(), record.publicKey(), record.udpEndpoints(), Optional.of(record));
    }

    public static Contact of(Enode enode) {
        List<Endpoint> endpoints = enode.udp() == 0 ? List.of() : List.of(Endpoint.of(enode.address(), enode.udp()));
        return new Contact(NodeId.of(enode.key()), enode.key(), endpoints, Optional.empty());
    }
}
