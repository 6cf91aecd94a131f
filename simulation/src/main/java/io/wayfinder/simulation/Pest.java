package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** An adversary that has no part in the protocol: every so often it sends something. */
abstract class Pest implements Host {

    private final World world;
    private final RandomGenerator random;
    private final Identity identity;
    private final long everyMs;
    private long dueMs;

    Pest(World world, RandomGenerator random, long everyMs) {
        this.world = world;
        this.random = random;
        this.identity = world.newIdentity(true);
        this.everyMs = everyMs;
        this.dueMs = world.nowMs() + everyMs;
    }

    Host start() {
        world.network().attach(this);
        return this;
    }

    abstract void act();

    World world() {
        return world;
    }

    RandomGenerator random() {
        return random;
    }

    /** Any honest node. */
    HonestNode victim() {
        return world.alive().get(random.nextInt(world.alive().size()));
    }

    Bytes randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    @Override
    public Endpoint endpoint() {
        return identity.endpoint();
    }

    @Override
    public int region() {
        return identity.region();
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        // It does not listen.
    }

    @Override
    public void tick(long nowMs) {
        act();
        dueMs = nowMs + everyMs;
    }

    @Override
    public long nextDeadlineMs() {
        return dueMs;
    }
}
