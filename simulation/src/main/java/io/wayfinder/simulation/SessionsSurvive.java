package io.wayfinder.simulation;

import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Evictions for want of room are no loss, but of those in the table, which has less room than there is for sessions, and
 * of those who were used later than others.
 */
final class SessionsSurvive extends Invariant {

    /** Below {@code SessionLimits.previousMs}: replaced keys stay readable for that long. */
    private static final long RECENT_MS = 9_000;

    /** A node keeps two proven sets of keys, whoever uses which. */
    private static final int SETS_KEPT = 2;

    private final Wiretap wiretap;
    private final SessionLimits limits;
    private final long requestMs;
    /** When each node last dealt with whom. */
    private final Map<Integer, Map<Endpoint, Long>> dealings = new LinkedHashMap<>();

    private @Nullable Overheard arriving;

    SessionsSurvive(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        limits = world.limits().sessions();
        requestMs = world.limits().requests().overallMs();
    }

    @Override
    String claim() {
        return "An established session survives every unauthenticated packet, that of a node in the table any number of strangers, and any other as many as there is room for:"
                + " what comes under its keys is never challenged";
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        dealt(to, from);
        arriving =
                heard != null && heard.from().equals(from) && heard.packet() instanceof Packet.Ordinary ? heard : null;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        dealt(by, to);
        Overheard said = wiretap.current();
        if (arriving == null
                || said == null
                || said.by() != arriving.to()
                || said.to() != arriving.by()
                || !(said.packet() instanceof Packet.Whoareyou)) {
            return;
        }
        KeysInUse keys = arriving.keys();
        if (keys != null && mustBeReadable(said.by(), arriving, keys)) {
            throw violation(
                    said.by(),
                    "it challenges node %d for a packet under keys that it used %d ms ago"
                            .formatted(said.to().number(), world.nowMs() - keys.usedMs(said.by())));
        }
    }

    /** Where there is room for all sessions it does not matter. */
    private void dealt(Host host, Endpoint other) {
        if (limits.sessions() <= QuickLimits.SESSIONS && host instanceof HonestNode node) {
            dealings.computeIfAbsent(node.number(), unused -> new LinkedHashMap<>())
                    .put(other, world.nowMs());
        }
    }

    @Override
    public void settled(HonestNode node) {
        arriving = null;
    }

    @Override
    public void stopped(HonestNode node) {
        dealings.remove(node.number());
    }

    private boolean mustBeReadable(HonestNode node, Overheard heard, KeysInUse keys) {
        if (!keys.isProven(node, heard.from()) || world.nowMs() - keys.usedMs(node) > RECENT_MS) {
            return false;
        }
        // Of two handshakes made at once the one that was proven first may be the one that stays.
        long sinceMs = keys.provenMs(node) - limits.tieMs();
        long others = wiretap.sets(node, heard.by()).stream()
                .filter(set -> set != keys && set.provenMs(node) > sinceMs)
                .count();
        return others < SETS_KEPT && (node.count("sessions_evicted") == 0 || mustBeKept(node, heard, keys));
    }

    /** Who is being asked something is kept before anybody, as long as that takes. */
    private boolean mustBeKept(HonestNode node, Overheard heard, KeysInUse keys) {
        long sinceMs = keys.openedMs(node) - requestMs;
        return isRoomNear(node, heard.from(), sinceMs)
                && (isMember(node, heard.by(), keys.usedMs(node)) || isRoom(node, sinceMs));
    }

    /** Whether it has dealt with so few others since then that none had to go, were all in its table dearer to it. */
    private boolean isRoom(HonestNode node, long sinceMs) {
        return node.core().tableEntries().size() + dealtSince(node, sinceMs).count() < limits.sessions();
    }

    /** The same of those in the network of the peer. */
    private boolean isRoomNear(HonestNode node, Endpoint peer, long sinceMs) {
        IpAddress network = Addresses.network(peer);
        long members = node.core().tableEntries().stream()
                .filter(entry -> Addresses.isIn(network, entry.record()))
                .count();
        long others = dealtSince(node, sinceMs)
                .filter(at -> Addresses.isIn(network, at))
                .count();
        return members + others < limits.sessionsPerPrefix();
    }

    private Stream<Endpoint> dealtSince(HonestNode node, long sinceMs) {
        return dealings.getOrDefault(node.number(), Map.of()).entrySet().stream()
                .filter(dealt -> dealt.getValue() >= sinceMs)
                .map(Map.Entry::getKey);
    }

    /** Whether the peer has been in the table since then. */
    private static boolean isMember(HonestNode node, HonestNode peer, long sinceMs) {
        return node.core().tableEntries().stream()
                .anyMatch(entry -> entry.record().nodeId().equals(peer.id()) && entry.addedToBucketMs() < sinceMs);
    }
}
