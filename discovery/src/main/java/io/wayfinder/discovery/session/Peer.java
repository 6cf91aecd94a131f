package io.wayfinder.discovery.session;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import org.jspecify.annotations.Nullable;

/** A node at an endpoint: what a session is bound to (theory, "Session Cache"). */
public record Peer(NodeId id, Endpoint endpoint) {

    // A key of what every packet is looked up in.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Peer that && id.equals(that.id) && endpoint.equals(that.endpoint);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + endpoint.hashCode();
    }
}
