package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;

/**
 * A sealed packet is told from a probe by its nonce: it begins with the count of what was sealed, a probe's is random, so
 * that one in 16 million looks sealed.
 */
final class KeysAgree extends Invariant {

    private static final int COUNT_BYTES_ZERO = 3;

    private final Wiretap wiretap;

    KeysAgree(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "What a node seals opens under the keys that its recipient derives from the handshake between them";
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null || said.keys() != null) {
            return;
        }
        switch (said.packet()) {
            case Packet.Handshake handshake ->
                throw violation(said.by(), "its handshake to node " + said.to().number() + " does not open");
            case Packet.Ordinary ordinary
            when isSealed(ordinary.nonce())
                    && !wiretap.sets(said.by(), said.to()).isEmpty() ->
                throw violation(
                        said.by(), "what it sealed for node " + said.to().number() + " does not open");
            case Packet.Ordinary probe -> {}
            case Packet.Whoareyou whoareyou -> {}
        }
    }

    private static boolean isSealed(Nonce nonce) {
        return nonce.bytes().slice(0, COUNT_BYTES_ZERO).isZero();
    }
}
