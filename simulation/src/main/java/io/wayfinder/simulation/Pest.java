package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.enr.Endpoint;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** An adversary without the real core: every so often it sends something. */
abstract class Pest implements Host {

    private final World world;
    private final RandomGenerator random;
    private final long everyMs;
    private final Endpoint endpoint;
    private final int region;
    private long dueMs;

    Pest(World world, RandomGenerator random, long everyMs) {
        this(world, random, everyMs, world.newIdentity(true));
    }

    private Pest(World world, RandomGenerator random, long everyMs, Identity identity) {
        this(world, random, everyMs, identity.endpoint(), identity.region());
    }

    Pest(World world, RandomGenerator random, long everyMs, Endpoint endpoint, int region) {
        this.world = world;
        this.random = random;
        this.everyMs = everyMs;
        this.endpoint = endpoint;
        this.region = region;
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
        return world.any(random);
    }

    Nonce randomNonce() {
        return new Nonce(randomBytes(Nonce.SIZE));
    }

    Bytes randomBytes(int size) {
        return randomBytes(random, size);
    }

    static Bytes randomBytes(RandomGenerator random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public int region() {
        return region;
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
