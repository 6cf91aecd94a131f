package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;

/** What has an address in the network: an honest node or an adversary. It sends through the {@link Network}. */
interface Host {

    /** Where it listens; the network gives it no other datagrams. Behind a NAT: its private endpoint. */
    Endpoint endpoint();

    /** Which region of the {@link LatencyMap} it is in. */
    int region();

    void receive(long nowMs, Endpoint from, Bytes datagram);

    /** Does what is due. */
    void tick(long nowMs);

    /** When {@link #tick} wants to be called next; {@code Long.MAX_VALUE}: never. */
    long nextDeadlineMs();
}
