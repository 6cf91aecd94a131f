package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Evictions for want of room are no loss, but of those in the table, which has less room than there is for sessions. */
final class SessionsSurvive extends Invariant {

    /** Below {@code SessionLimits.previousMs}: replaced keys stay readable for that long. */
    private static final long RECENT_MS = 9_000;

    /** A node keeps two proven sets of keys, whoever uses which. */
    private static final int SETS_KEPT = 2;

    private final Wiretap wiretap;
    private @Nullable Overheard arriving;

    SessionsSurvive(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "An established session survives every unauthenticated packet, and that of a node in the table any number of strangers:"
                + " what comes under its keys is never challenged";
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        arriving =
                heard != null && heard.from().equals(from) && heard.packet() instanceof Packet.Ordinary ? heard : null;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
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

    @Override
    public void settled(HonestNode node) {
        arriving = null;
    }

    private boolean mustBeReadable(HonestNode node, Overheard heard, KeysInUse keys) {
        if (!keys.isProven(node, heard.from()) || world.nowMs() - keys.usedMs(node) > RECENT_MS) {
            return false;
        }
        // Of two handshakes made at once the one that was proven first may be the one that stays.
        long sinceMs = keys.provenMs(node) - world.limits().sessions().tieMs();
        long others = wiretap.sets(node, heard.by()).stream()
                .filter(set -> set != keys && set.provenMs(node) > sinceMs)
                .count();
        return others < SETS_KEPT && (evictions(node) == 0 || isMember(node, heard.by(), keys.usedMs(node)));
    }

    /** Whether the peer has been in the table since then. */
    private static boolean isMember(HonestNode node, HonestNode peer, long sinceMs) {
        return node.core().tableEntries().stream()
                .anyMatch(entry -> entry.record().nodeId().equals(peer.id()) && entry.addedToBucketMs() < sinceMs);
    }

    private static long evictions(HonestNode node) {
        return node.core().counters().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith("sessions_evicted"))
                .mapToLong(counter -> counter.getValue())
                .sum();
    }
}
