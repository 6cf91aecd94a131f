package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/** Of packets to honest nodes; a packet that is sent again has what it had. */
final class RandomsFresh extends Invariant {

    private static final int IV_BYTES = 16;

    private final Wiretap wiretap;
    /** The latest datagram of each node. */
    private final Map<Integer, Bytes> latest = new LinkedHashMap<>();

    private final Map<IdNonce, Bytes> idNonces = new LinkedHashMap<>();
    private final Map<Bytes, Bytes> ephemeralKeys = new LinkedHashMap<>();

    RandomsFresh(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "No two handshakes have the same ephemeral key, no two challenges the same ID nonce, no two packets in a row"
                + " the same masking IV";
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        if (!(by instanceof HonestNode node)) {
            return;
        }
        Bytes before = latest.put(node.number(), datagram);
        if (before != null && before.commonPrefixLength(datagram) >= IV_BYTES && !before.equals(datagram)) {
            throw violation(node, "two packets have one masking IV");
        }
        Overheard said = wiretap.current();
        if (said != null && said.packet() instanceof Packet.Whoareyou challenge) {
            Bytes other = idNonces.put(challenge.idNonce(), datagram);
            if (other != null && !other.equals(datagram)) {
                throw violation(node, "two challenges have one ID nonce");
            }
        } else if (said != null && said.packet() instanceof Packet.Handshake handshake) {
            Bytes other = ephemeralKeys.put(handshake.ephemeralKey(), datagram);
            if (other != null && !other.equals(datagram)) {
                throw violation(node, "two handshakes have one ephemeral key");
            }
        }
    }
}
