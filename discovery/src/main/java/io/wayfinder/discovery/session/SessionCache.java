package io.wayfinder.discovery.session;

import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions, least recently used first, bounded in all and per address prefix. Only what is authenticated counts as
 * use, so that forged packets keep nothing alive.
 */
final class SessionCache {

    private static final int PREFIX_BITS_V4 = 24;
    private static final int PREFIX_BITS_V6 = 64;

    private final SessionLimits limits;
    private final LinkedHashMap<Peer, Session> sessions = new LinkedHashMap<>();
    /** Least recently used first. Lists, since most hold one: a set of one takes six times the room. */
    private final Map<IpAddress, List<Peer>> prefixes = new LinkedHashMap<>();

    private final Set<NodeId> members = new LinkedHashSet<>();
    private final Set<NodeId> awaited = new LinkedHashSet<>();
    private long evicted;
    private long evictedFromPrefix;
    private long membersRefused;

    SessionCache(SessionLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Session get(Peer peer) {
        return sessions.get(peer);
    }

    /** Adds the session of a peer that has none, at the expense of others when there is no room. */
    void add(Session session) {
        Peer peer = session.peer();
        IpAddress prefix = prefix(peer);
        List<Peer> neighbours = prefix == null ? null : prefixes.get(prefix);
        if (neighbours != null && neighbours.size() >= limits.sessionsPerPrefix()) {
            evictedFromPrefix++;
            remove(leastWanted(neighbours));
        } else if (sessions.size() >= limits.sessions()) {
            evicted++;
            remove(leastWanted());
        }
        sessions.putLast(peer, session);
        if (prefix != null) {
            prefixes.computeIfAbsent(prefix, unused -> new ArrayList<>(1)).add(peer);
        }
    }

    /** The peer has proved again that it is there. */
    void touch(Session session) {
        Peer peer = session.peer();
        sessions.putLast(peer, session);
        IpAddress prefix = prefix(peer);
        List<Peer> neighbours = prefix == null ? null : prefixes.get(prefix);
        if (neighbours != null && neighbours.remove(peer)) {
            neighbours.add(peer);
        }
    }

    void remove(Peer peer) {
        sessions.remove(peer);
        IpAddress prefix = prefix(peer);
        List<Peer> neighbours = prefix == null ? null : prefixes.get(prefix);
        if (neighbours != null && neighbours.remove(peer) && neighbours.isEmpty()) {
            prefixes.remove(prefix);
        }
    }

    void member(NodeId id, boolean isMember) {
        if (!isMember) {
            members.remove(id);
        } else if (members.size() < limits.members()) {
            members.add(id);
        } else {
            membersRefused++;
        }
    }

    boolean isMember(NodeId id) {
        return members.contains(id);
    }

    /** Bounded by the requests that may be open. */
    void awaited(NodeId id, boolean isAwaited) {
        if (isAwaited) {
            awaited.add(id);
        } else {
            awaited.remove(id);
        }
    }

    int size() {
        return sessions.size();
    }

    void count(Map<String, Long> counters) {
        counters.put("sessions", (long) sessions.size());
        counters.put("sessions_evicted{bound=\"all\"}", evicted);
        counters.put("sessions_evicted{bound=\"prefix\"}", evictedFromPrefix);
        counters.put("session_members_refused", membersRefused);
    }

    private Peer leastWanted(List<Peer> neighbours) {
        for (Peer peer : neighbours) {
            if (isExpendable(peer)) {
                return peer;
            }
        }
        return neighbours.getFirst();
    }

    // Those passed over go to the end, so that the next search does not meet them again: few steps on average.
    private Peer leastWanted() {
        for (int tries = sessions.size(); tries > 0; tries--) {
            Map.Entry<Peer, Session> eldest = sessions.firstEntry();
            if (isExpendable(eldest.getKey())) {
                return eldest.getKey();
            }
            sessions.putLast(eldest.getKey(), eldest.getValue());
        }
        return sessions.firstEntry().getKey();
    }

    private boolean isExpendable(Peer peer) {
        return !members.contains(peer.id()) && !awaited.contains(peer.id());
    }

    /** Null where there is no bound: in our own network the prefix tells hosts not apart. */
    private static @Nullable IpAddress prefix(Peer peer) {
        IpAddress address = peer.endpoint().address();
        if (address.isLoopback() || address.isLan()) {
            return null;
        }
        return address.prefix(address.v6() ? PREFIX_BITS_V6 : PREFIX_BITS_V4);
    }
}
