package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** Strangers at one address come to one door, and each tries many signatures on the challenge that it gets. */
final class Lockpick extends Pest {

    private static final long EVERY_MS = 5_000;
    private static final int STRANGERS = 32;

    /** More than two challenges allow. */
    private static final int TRIES = 20;

    private static final int SIGNATURE_SIZE = 64;

    private final HonestNode victim;
    private final List<Identity> strangers = new ArrayList<>();

    Lockpick(World world, RandomGenerator random) {
        super(world, random, EVERY_MS);
        victim = victim();
        for (int i = 0; i < STRANGERS; i++) {
            strangers.add(world.newIdentity(true));
        }
    }

    @Override
    void act() {
        for (Identity stranger : strangers) {
            send(world().codec()
                    .encodeRandom(
                            victim.id(), stranger.record().nodeId(), randomNonce(), randomBytes(16), randomBytes(36)));
        }
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        for (Identity stranger : strangers) {
            if (world().decode(stranger.record().nodeId(), datagram) instanceof Packet.Whoareyou) {
                for (int i = 0; i < TRIES; i++) {
                    send(forged(stranger));
                }
            }
        }
    }

    private Bytes forged(Identity stranger) {
        return world().codec()
                .encodeHandshake(
                        victim.id(),
                        stranger.record().nodeId(),
                        randomNonce(),
                        randomBytes(16),
                        randomBytes(SIGNATURE_SIZE),
                        stranger.record().publicKey().compressed(),
                        stranger.record().encoded(),
                        randomBytes(16),
                        randomBytes(20));
    }

    private void send(Bytes datagram) {
        world().network().send(this, victim.endpoint(), datagram);
    }
}
