package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import java.util.random.RandomGenerator;

/** Gets into the tables, and then says every other time that it is where somebody else is, who never answers for it. */
final class Drifter extends Puppet {

    private static final long EVERY_MS = 10_000;

    private final RandomGenerator random;
    private long driftsMs;
    private boolean away;

    Drifter(World world, RandomGenerator random, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), world::decode, bootnodes);
        this.random = random;
        driftsMs = world.nowMs() + EVERY_MS;
    }

    @Override
    public void tick(long nowMs) {
        if (nowMs >= driftsMs) {
            driftsMs = nowMs + EVERY_MS;
            away = !away;
            Endpoint where = away ? world().any(random).endpoint() : endpoint();
            core().announce(nowMs, identity().at(where, core().localRecord(), world().curve()));
        }
        super.tick(nowMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(driftsMs, super.nextDeadlineMs());
    }
}
