package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;

/** From a sender to a recipient, whatever the key: nonces are drawn from 2^96. The same packet may be sent again. */
final class NoncesFresh extends Invariant {

    /** Remembered of all nodes together; then it begins anew. */
    private static final int NONCES_MAX = 1 << 18;

    private final Wiretap wiretap;
    /** The end of each packet, by a hash of its sender, recipient and nonce. */
    private final Sightings used = new Sightings(NONCES_MAX);

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
        Bytes nonce = said.packet().nonce().bytes();
        long way = ((long) said.by().number() << Integer.SIZE) | said.to().number();
        long seen = Sightings.hash(Sightings.hash(Sightings.hash(way) ^ nonce.getLong(0)) ^ nonce.getInt(Long.BYTES));
        long seal = datagram.getLong(datagram.size() - Long.BYTES);
        if (used.first(seen, seal) != seal) {
            throw violation(
                    said.by(),
                    "nonce " + said.packet().nonce() + " twice to node "
                            + said.to().number());
        }
    }
}
