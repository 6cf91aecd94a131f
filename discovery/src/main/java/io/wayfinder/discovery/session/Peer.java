package io.wayfinder.discovery.session;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;

/** A node at an endpoint: what a session is bound to (theory, "Session Cache"). */
public record Peer(NodeId id, Endpoint endpoint) {}
