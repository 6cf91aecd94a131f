package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** A crowd of strangers that does not exist asks one victim for sessions, from all over the address space. */
final class Flooder extends Pest {

    private static final long EVERY_MS = 100;
    private static final int BURST = 20;
    private static final int CONTENT_SIZE = 44;
    private static final int PORT = 9_000;

    private final PacketCodec codec;
    private final HonestNode victim;

    Flooder(World world, RandomGenerator random) {
        super(world, random, EVERY_MS);
        codec = world.codec();
        this.victim = victim();
    }

    @Override
    void act() {
        for (int i = 0; i < BURST; i++) {
            Bytes packet = codec.encodeRandom(
                    victim.id(),
                    NodeId.of(randomBytes(NodeId.SIZE)),
                    randomNonce(),
                    randomBytes(16),
                    randomBytes(CONTENT_SIZE));
            IpAddress nobody = IpAddress.of(randomBytes(IpAddress.V4_SIZE));
            world().network().send(this, Endpoint.of(nobody, PORT), victim.endpoint(), packet);
        }
    }
}
