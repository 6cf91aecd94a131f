package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A handshake packet that is sent again, byte for byte, was bidden before. */
final class HandshakesBidden extends Invariant {

    private static final long REMEMBERED_MS = 5_000;

    /** A handshake packet may be repeated for as long as its recipient is asked and does not answer. */
    private static final int HANDSHAKES_MAX = 4_096;

    private static final int CHALLENGED_MAX = 4_096;

    private final Wiretap wiretap;
    private final LinkedHashMap<Nonce, Sent> sent = new LinkedHashMap<>();
    private final LinkedHashSet<Nonce> handshakes = new LinkedHashSet<>();
    private final LinkedHashSet<Nonce> challenged = new LinkedHashSet<>();
    /** Who was there before this has sent what this has not seen. */
    private final long blindUntilMs;

    private @Nullable Bidding bidding;
    private @Nullable Nonce arriving;

    private record Bidding(HonestNode to, Endpoint from, Packet.Whoareyou challenge) {}

    private static final class Sent {
        final HonestNode by;
        final Endpoint to;
        final long atMs;
        boolean challenged;

        Sent(HonestNode by, Endpoint to, long atMs) {
            this.by = by;
            this.to = to;
            this.atMs = atMs;
        }
    }

    HandshakesBidden(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        blindUntilMs = world.alive().isEmpty() ? 0 : world.nowMs() + REMEMBERED_MS;
    }

    @Override
    String claim() {
        return "A handshake answers one WHOAREYOU, which came from where it goes and names what was lately sent there,"
                + " and brings our record if that asks for it; a WHOAREYOU tells the record that we have";
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        bidding = to instanceof HonestNode node && wiretap.packet() instanceof Packet.Whoareyou challenge
                ? new Bidding(node, from, challenge)
                : null;
        arriving = wiretap.packet() instanceof Packet.Ordinary packet ? packet.nonce() : null;
    }

    @Override
    public void settled(HonestNode node) {
        bidding = null;
        arriving = null;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null) {
            return;
        }
        if (said.packet() instanceof Packet.Whoareyou challenge) {
            judge(said, challenge);
            return;
        }
        world.forgetOld(sent, each -> each.atMs, REMEMBERED_MS);
        if (said.packet() instanceof Packet.Handshake handshake) {
            if (!handshakes.add(handshake.nonce())) {
                return;
            }
            if (handshakes.size() > HANDSHAKES_MAX) {
                handshakes.removeFirst();
            }
            judge(said.by(), to, handshake);
        }
        sent.putLast(said.packet().nonce(), new Sent(said.by(), to, world.nowMs()));
    }

    /** Where there is no room for all records, the table may still have one. */
    private static boolean forgets(HonestNode node) {
        return node.count("records_evicted") > 0;
    }

    private void judge(Overheard said, Packet.Whoareyou challenge) {
        long held = said.by().core().record(said.to().id()).map(NodeRecord::seq).orElse(0L);
        // A challenge that is repeated names what was named before, and the record that we had then.
        boolean first = challenge.nonce().equals(arriving) && challenged.add(challenge.nonce());
        if (challenged.size() > CHALLENGED_MAX) {
            challenged.removeFirst();
        }
        boolean wasForgotten = challenge.enrSeq() < held && forgets(said.by());
        if (first && challenge.enrSeq() != held && !wasForgotten) {
            throw violation(
                    said.by(), "it says to have record %d of a node, and has %d".formatted(challenge.enrSeq(), held));
        }
    }

    private void judge(HonestNode node, Endpoint to, Packet.Handshake handshake) {
        Bidding bidden = bidding;
        Sent named = bidden == null ? null : sent.get(bidden.challenge().nonce());
        if (named == null && world.nowMs() < blindUntilMs) {
            return;
        }
        if (bidden == null || named == null || bidden.to() != node || named.by != node) {
            throw violation(node, "its handshake to " + to + " answers nothing");
        }
        if (!named.to.equals(bidden.from()) || !to.equals(named.to)) {
            throw violation(
                    node, "for what it sent to %s it answers a challenge from %s".formatted(named.to, bidden.from()));
        }
        if (named.challenged) {
            throw violation(node, "it answers two challenges for one packet");
        }
        if (world.nowMs() - named.atMs > world.limits().sessions().sentNonceMs()) {
            throw violation(node, "it answers a challenge for what it sent long ago");
        }
        named.challenged = true;
        NodeRecord own = node.record();
        boolean wanted = bidden.challenge().enrSeq() == 0
                || own.seq() > bidden.challenge().enrSeq();
        if (!handshake.record().equals(wanted ? own.encoded() : Bytes.EMPTY)) {
            throw violation(
                    node,
                    "who has its record %d and not %d gets %d bytes of it"
                            .formatted(
                                    bidden.challenge().enrSeq(),
                                    own.seq(),
                                    handshake.record().size()));
        }
    }
}
