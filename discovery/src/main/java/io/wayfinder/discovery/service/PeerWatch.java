package io.wayfinder.discovery.service;

import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Keeps the found peers, and their liveness true: what the core tells of nodes goes in, pings and events come out. */
final class PeerWatch implements Timed {

    private final FoundPeers peers;
    private final LivenessChecks checks = new LivenessChecks();
    private final AddressRules rules;
    private final InstantSource clock;
    private final BiConsumer<Contact, LongConsumer> ping;
    private final Consumer<ServiceEvent> told;
    /** The wall clock less the monotonic one, as it last was. */
    private long wallOffsetMs;

    private long sent;
    private long givenUp;

    /**
     * @param clock gives the Unix times that users see
     * @param ping asks the core, and tells when that ended, answered or not
     */
    PeerWatch(
            FoundPeers peers,
            AddressRules rules,
            InstantSource clock,
            BiConsumer<Contact, LongConsumer> ping,
            Consumer<ServiceEvent> told) {
        this.peers = peers;
        this.rules = rules;
        this.clock = clock;
        this.ping = ping;
        this.told = told;
    }

    /** A node that we could never reach is nobody's peer. Returns the peer as it is now. */
    Optional<FoundPeer> seen(long nowMs, NodeRecord record) {
        if (!rules.reaches(record)) {
            return Optional.empty();
        }
        peers.seen(clock.millis(), record);
        settle(nowMs);
        return checked(nowMs, record.nodeId());
    }

    Optional<FoundPeer> answered(long nowMs, NodeRecord record, long rttMs) {
        if (!rules.reaches(record)) {
            return Optional.empty();
        }
        peers.answered(clock.millis(), record, rttMs);
        checks.answered(nowMs, record.nodeId());
        settle(nowMs);
        return checked(nowMs, record.nodeId());
    }

    /** Whoever is not live is checked soon. */
    private Optional<FoundPeer> checked(long nowMs, NodeId id) {
        Optional<FoundPeer> peer = peers.get(id);
        if (peer.isPresent() && !peer.get().live()) {
            checks.seen(nowMs, id);
        }
        return peer;
    }

    /** A request to the node, a check or another, ended without an answer. */
    void silent(long nowMs, NodeId id) {
        if (checks.silent(nowMs, id)) {
            givenUp++;
            remove(nowMs, id);
        }
    }

    /** Takes back peers of an earlier run. */
    void restore(long nowMs, List<FoundPeer> earlier, boolean urgently) {
        for (FoundPeer peer : earlier) {
            NodeId id = peer.record().nodeId();
            if (!rules.reaches(peer.record()) || !peers.restore(clock.millis(), peer)) {
                continue;
            }
            checks.restored(nowMs, id, urgently);
        }
        settle(nowMs);
    }

    boolean remove(long nowMs, NodeId id) {
        boolean removed = peers.remove(id);
        settle(nowMs);
        return removed;
    }

    @Override
    public void tick(long nowMs) {
        peers.tick(clock.millis());
        settle(nowMs);
        for (NodeId id = checks.next(nowMs); id != null; id = checks.next(nowMs)) {
            NodeId due = id;
            Optional<FoundPeer> peer = peers.get(due);
            if (peer.isPresent()) {
                sent++;
                // An answer has been told by the time it ends; without one this was a silence.
                ping.accept(Contact.of(peer.get().record()), endedMs -> silent(endedMs, due));
            } else {
                checks.forget(due);
            }
        }
    }

    @Override
    public long nextDeadlineMs() {
        long expiryMs = peers.nextDeadlineMs();
        long localExpiryMs = expiryMs == Long.MAX_VALUE ? Long.MAX_VALUE : expiryMs - wallOffsetMs;
        return Math.min(checks.nextDeadlineMs(), localExpiryMs);
    }

    /** What every input ends with. */
    private void settle(long nowMs) {
        wallOffsetMs = clock.millis() - nowMs;
        for (NodeId id = peers.pollForgotten(); id != null; id = peers.pollForgotten()) {
            checks.forget(id);
        }
        for (ServiceEvent event = peers.poll(); event != null; event = peers.poll()) {
            told.accept(event);
        }
    }

    /** What users are shown as now. */
    long unixMs() {
        return clock.millis();
    }

    FoundPeers peers() {
        return peers;
    }

    void count(Map<String, Long> counters) {
        counters.put("found_peers", (long) peers.size());
        counters.put("found_peers_live", (long) peers.liveCount());
        counters.put("found_peers_evicted", peers.evicted());
        counters.put("found_peers_given_up", givenUp);
        counters.put("found_peer_checks_sent", sent);
        counters.put("found_peer_checks_in_flight", (long) checks.inFlight());
    }
}
