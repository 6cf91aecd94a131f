package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Of what claims to be from an honest node and is not, as the {@link Wiretap} knows; or is no packet at all. A WHOAREYOU is
 * left out: who heard a packet can have it answered, once and to where it went.
 */
final class NoAmplification extends Invariant {

    private final Wiretap wiretap;
    private final Map<Way, long[]> challenged = new LinkedHashMap<>();
    private long forgedLeft = Long.MAX_VALUE;

    private record Way(int node, Endpoint peer) {}

    NoAmplification(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "Before authentication no more bytes go out than came in, for any packet and for any endpoint";
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        forgedLeft = Long.MAX_VALUE;
        if (!(to instanceof HonestNode node)) {
            return;
        }
        Packet packet = wiretap.packet();
        if (packet instanceof Packet.Ordinary) {
            challenged.computeIfAbsent(new Way(node.number(), from), unused -> new long[1])[0] += datagram.size();
        }
        if (isForged(packet) && node.nextDeadlineMs() > world.nowMs()) {
            forgedLeft = datagram.size();
        }
    }

    private boolean isForged(@Nullable Packet packet) {
        if (wiretap.current() != null) {
            return false;
        }
        return switch (packet) {
            case null -> true;
            case Packet.Ordinary ordinary -> wiretap.node(ordinary.source()) != null;
            case Packet.Handshake handshake -> wiretap.node(handshake.source()) != null;
            case Packet.Whoareyou whoareyou -> false;
        };
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (!(by instanceof HonestNode node)) {
            return;
        }
        forgedLeft -= datagram.size();
        if (forgedLeft < 0) {
            throw violation(node, "a forged packet has it send %d bytes more than it has".formatted(-forgedLeft));
        }
        if (datagram.size() == PacketCodec.SIZE_MIN) {
            long[] left = challenged.computeIfAbsent(new Way(node.number(), to), unused -> new long[1]);
            left[0] -= datagram.size();
            if (left[0] < 0) {
                throw violation(node, "it challenges " + to + " with more bytes than came from there");
            }
        }
    }

    @Override
    public void settled(HonestNode node) {
        forgedLeft = Long.MAX_VALUE;
    }
}
