package io.wayfinder.discovery.session;

import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    /** One of each prefix, the others behind it: most have one, for which a collection would be dear. */
    private final Map<IpAddress, Session> prefixes = new LinkedHashMap<>();

    private final Set<NodeId> members = new LinkedHashSet<>();
    private final Set<NodeId> awaited = new LinkedHashSet<>();
    private long uses;
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
        Session neighbours = prefix == null ? null : prefixes.get(prefix);
        if (neighbours != null && count(neighbours) >= limits.sessionsPerPrefix()) {
            evictedFromPrefix++;
            remove(leastWanted(neighbours));
        } else if (sessions.size() >= limits.sessions()) {
            evicted++;
            remove(leastWanted());
        }
        touch(session);
        if (prefix != null) {
            session.neighbour = prefixes.put(prefix, session);
        }
    }

    /** The peer has proved again that it is there. */
    void touch(Session session) {
        session.used = ++uses;
        sessions.putLast(session.peer(), session);
    }

    void remove(Peer peer) {
        Session removed = sessions.remove(peer);
        IpAddress prefix = prefix(peer);
        if (removed == null || prefix == null) {
            return;
        }
        Session rest = without(removed, prefixes.remove(prefix));
        removed.neighbour = null;
        if (rest != null) {
            prefixes.put(prefix, rest);
        }
    }

    /** The neighbours from the first on, as many as a prefix may have, without one of them. */
    private static @Nullable Session without(Session removed, @Nullable Session first) {
        if (first == removed) {
            return first.neighbour;
        }
        for (Session each = first; each != null; each = each.neighbour) {
            if (each.neighbour == removed) {
                each.neighbour = removed.neighbour;
            }
        }
        return first;
    }

    private static int count(Session first) {
        int count = 0;
        for (Session each = first; each != null; each = each.neighbour) {
            count++;
        }
        return count;
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

    private Peer leastWanted(Session first) {
        Session least = first;
        for (Session each = first.neighbour; each != null; each = each.neighbour) {
            boolean expendable = isExpendable(each.peer());
            if (expendable == isExpendable(least.peer()) ? each.used < least.used : expendable) {
                least = each;
            }
        }
        return least.peer();
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
