package io.wayfinder.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultyNode} shares with one node at one endpoint. */
final class Link {

    final FaultyNode.Peer peer;

    /** Newest first: the older ones still read, since a handshake that crossed may have made the other side write with them. */
    final Deque<Session> sessions = new ArrayDeque<>();

    /** The node's own requests by nonce, until a WHOAREYOU names one. */
    final Map<Bytes, Bytes> requests = new LinkedHashMap<>();

    final Set<Bytes> received = new HashSet<>();

    @Nullable
    RawPacket challenge;

    long challengedNs;
    int pings;

    Link(FaultyNode.Peer peer) {
        this.peer = peer;
    }
}
