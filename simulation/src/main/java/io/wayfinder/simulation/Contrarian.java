package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** Answers each handshake with another challenge: that costs it nothing, and the other a signature. */
final class Contrarian extends Puppet {

    private static final int IV_SIZE = 16;

    private final RandomGenerator random;

    Contrarian(World world, RandomGenerator random, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), world::decode, bootnodes);
        this.random = random;
    }

    NodeId id() {
        return identity().record().nodeId();
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        if (world().decode(id(), datagram) instanceof Packet.Handshake handshake) {
            IdNonce idNonce = new IdNonce(Pest.randomBytes(random, IdNonce.SIZE));
            send(
                    from,
                    world().codec()
                            .encodeWhoareyou(
                                    handshake.source(),
                                    handshake.nonce(),
                                    Pest.randomBytes(random, IV_SIZE),
                                    idNonce,
                                    0)
                            .datagram());
        } else {
            super.receive(nowMs, from, datagram);
        }
    }
}
