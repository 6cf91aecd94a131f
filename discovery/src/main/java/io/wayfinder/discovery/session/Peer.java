package io.wayfinder.discovery.session;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import org.jspecify.annotations.Nullable;

/** A node at an endpoint: what a session is bound to (theory, "Session Cache"). */
public record Peer(NodeId id, Endpoint endpoint) {

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Peer other && id.equals(other.id) && endpoint.equals(other.endpoint);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + endpoint.hashCode();
    }
}
