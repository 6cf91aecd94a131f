package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** From a sender to a recipient, whatever the key: nonces are drawn from 2^96. The same packet may be sent again. */
final class NoncesFresh extends Invariant {

    /** Remembered for each sender and recipient. */
    private static final int NONCES_MAX = 4_096;

    private final Wiretap wiretap;
    private final Map<Way, LinkedHashMap<Nonce, Integer>> used = new LinkedHashMap<>();

    private record Way(int from, int to) {}

    NoncesFresh(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "A nonce never repeats under a key: two packets of a node to another have two nonces";
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null || said.packet() instanceof Packet.Whoareyou) {
            return;
        }
        Way way = new Way(said.by().number(), said.to().number());
        LinkedHashMap<Nonce, Integer> nonces = used.computeIfAbsent(way, unused -> new LinkedHashMap<>());
        int content = datagram.hashCode();
        @Nullable Integer before = nonces.putIfAbsent(said.packet().nonce(), content);
        if (before != null && before != content) {
            throw violation(said.by(), "nonce " + said.packet().nonce() + " twice to node " + way.to());
        }
        if (nonces.size() > NONCES_MAX) {
            nonces.pollFirstEntry();
        }
    }
}
