package io.wayfinder.discovery.table;

import io.wayfinder.enr.Endpoint;
import java.util.Optional;

/** What our peers say our address is (protocol-notes: one vote per /24 or /64, at least 10 and a majority, per family). */
public final class EndpointVotes {

    public EndpointVotes(TableLimits limits) {}

    /** A PONG to a PING of ours said that we are at {@code claimed}. Returns the endpoint newly agreed on, if any. */
    public Optional<Endpoint> vote(long nowMs, Endpoint voter, Endpoint claimed) {
        throw new UnsupportedOperationException("contract");
    }
}
