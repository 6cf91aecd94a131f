package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** Takes its time with every datagram: about as long as others wait for an answer. */
final class Slow extends Puppet {

    private static final long LEAST_MS = 200;
    private static final long MOST_MS = 1_500;

    private final RandomGenerator random;

    Slow(World world, RandomGenerator random, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), world::decode, bootnodes);
        this.random = random;
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        world().schedule(random.nextLong(LEAST_MS, MOST_MS), () -> {
            super.receive(world().nowMs(), from, datagram);
            world().network().arm(this);
        });
    }
}
