package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** Gets into the tables as an honest node would, and then is dead, but for its address. */
final class Silent extends Puppet {

    static final long SPEAKS_MS = 180_000;

    private final long untilMs;

    Silent(World world, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), world::decode, bootnodes);
        untilMs = world.nowMs() + SPEAKS_MS;
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        if (nowMs < untilMs) {
            super.receive(nowMs, from, datagram);
        }
    }

    @Override
    public void tick(long nowMs) {
        if (nowMs < untilMs) {
            super.tick(nowMs);
        }
    }

    @Override
    public long nextDeadlineMs() {
        return world().nowMs() < untilMs ? super.nextDeadlineMs() : Long.MAX_VALUE;
    }
}
