package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/** From a sender to a recipient, whatever the key: nonces are drawn from 2^96. The same packet may be sent again. */
final class NoncesFresh extends Invariant {

    /** Remembered for each sender and recipient. */
    private static final int NONCES_MAX = 4_096;

    private final Wiretap wiretap;
    private final Map<Way, LinkedHashMap<Nonce, Long>> used = new LinkedHashMap<>();

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
        LinkedHashMap<Nonce, Long> nonces = used.computeIfAbsent(way, unused -> new LinkedHashMap<>());
        long seal = datagram.getLong(datagram.size() - Long.BYTES);
        Long before = nonces.putIfAbsent(said.packet().nonce(), seal);
        if (before != null && before != seal) {
            throw violation(said.by(), "nonce " + said.packet().nonce() + " twice to node " + way.to());
        }
        if (nonces.size() > NONCES_MAX) {
            nonces.pollFirstEntry();
        }
    }
}
