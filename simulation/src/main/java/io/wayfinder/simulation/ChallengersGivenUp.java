package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Of what goes on between nodes and {@link Contrarian}s. A handshake of its own makes a session, and what is refused from
 * then on is what went under its keys: the count starts once more.
 */
final class ChallengersGivenUp extends Invariant {

    private final Wiretap wiretap;
    private final int handshakesMax;
    private final long rowMs;
    private final Map<Between, Row> rows = new LinkedHashMap<>();

    private record Between(Endpoint contrarian, int node) {}

    /** Handshakes of which each answers a challenge to the one before. */
    private static final class Row {
        @Nullable
        Nonce handshake;

        @Nullable
        Bytes challenge;

        /** The contrarian's own, and when it sent them: since the row began, or so shortly before that they crossed. */
        final LinkedHashMap<Nonce, Long> theirsMs = new LinkedHashMap<>();

        int length;
        long atMs;
    }

    ChallengersGivenUp(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        handshakesMax = world.limits().sessions().attemptsInARow();
        // What comes much later the node may take for a new beginning, as the handshake before it is given up.
        rowMs = world.limits().sessions().tentativeMs() / 2;
    }

    @Override
    String claim() {
        return "Who answers each handshake with another challenge gets no more than %d in a row, and as many more for each of its own"
                .formatted(handshakesMax);
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        HonestNode node = by instanceof Contrarian ? wiretap.nodeAt(to) : null;
        Packet said = node == null ? null : world.decode(node.id(), datagram);
        if (node == null || said == null) {
            return;
        }
        Row row = row(by, node);
        if (said instanceof Packet.Whoareyou challenge && challenge.nonce().equals(row.handshake)) {
            row.challenge = challenge.head();
        } else if (said instanceof Packet.Handshake handshake) {
            row.theirsMs.putLast(handshake.nonce(), world.nowMs());
        }
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        HonestNode node = wiretap.nodeAt(from);
        if (node == null
                || !(to instanceof Contrarian contrarian)
                || !(world.decode(contrarian.id(), datagram) instanceof Packet.Handshake handshake)) {
            return;
        }
        Row row = row(to, node);
        if (handshake.nonce().equals(row.handshake)) {
            return;
        }
        boolean goesOn = world.nowMs() - row.atMs < rowMs && answers(node, contrarian.id(), row.challenge, handshake);
        if (!goesOn) {
            row.length = 0;
            world.forgetOld(row.theirsMs, ms -> ms, rowMs - 1);
        }
        row.length++;
        row.atMs = world.nowMs();
        row.handshake = handshake.nonce();
        row.challenge = null;
        if (row.length > handshakesMax * (1 + row.theirsMs.size())) {
            throw violation(node, "it makes a handshake for the %dth challenge in a row".formatted(row.length));
        }
    }

    private boolean answers(HonestNode node, NodeId to, @Nullable Bytes challenge, Packet.Handshake handshake) {
        return challenge != null
                && world.curve()
                        .verify(
                                IdSignature.digest(challenge, handshake.ephemeralKey(), to),
                                handshake.idSignature(),
                                node.record().publicKey());
    }

    private Row row(Host contrarian, HonestNode node) {
        return rows.computeIfAbsent(new Between(contrarian.endpoint(), node.number()), unused -> new Row());
    }
}
