package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/**
 * A Sybil whose friends are ghosts: nodes that nobody can reach but itself, so that it takes them for live and tells
 * everyone of them. Half of them are where nobody is, half at the addresses of victims.
 */
final class Poisoner extends Sybil {

    private static final int GHOSTS = 16;
    private static final long INSIDE_MS = 1;

    private final Map<Endpoint, Ghost> ghosts = new LinkedHashMap<>();

    Poisoner(World world, RandomGenerator random, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), new LinkedHashMap<>(), bootnodes);
        for (int i = 0; i < GHOSTS; i++) {
            Identity nowhere = world.newIdentity(true);
            HonestNode victim = world.any(random);
            Identity ghost = i % 2 == 0 ? nowhere : world.chosenIdentity(nowhere.key(), victim.endpoint());
            ghosts.put(ghost.endpoint(), new Ghost(world, ghost));
        }
    }

    /** A node that exists for its poisoner only. */
    private final class Ghost extends Puppet {

        Ghost(World world, Identity identity) {
            super(world, identity, world::decode, List.of());
        }

        @Override
        void send(Endpoint to, Bytes datagram) {
            if (to.equals(Poisoner.this.endpoint())) {
                world().schedule(INSIDE_MS, () -> {
                    Poisoner.this.receive(world().nowMs(), endpoint(), datagram);
                    world().network().arm(Poisoner.this);
                });
            }
        }
    }

    @Override
    Host start() {
        ghosts.forEach((endpoint, ghost) -> befriend(ghost.identity().record()));
        return super.start();
    }

    @Override
    List<NodeId> leave() {
        List<NodeId> all = new ArrayList<>(super.leave());
        ghosts.forEach((endpoint, ghost) -> all.addAll(ghost.leave()));
        return all;
    }

    @Override
    void send(Endpoint to, Bytes datagram) {
        Ghost ghost = ghosts.get(to);
        if (ghost == null) {
            super.send(to, datagram);
        } else {
            world().schedule(INSIDE_MS, () -> {
                ghost.receive(world().nowMs(), endpoint(), datagram);
                world().network().arm(this);
            });
        }
    }

    @Override
    public void tick(long nowMs) {
        ghosts.forEach((endpoint, ghost) -> {
            if (ghost.nextDeadlineMs() <= nowMs) {
                ghost.tick(nowMs);
            }
        });
        super.tick(nowMs);
    }

    @Override
    public long nextDeadlineMs() {
        long next = super.nextDeadlineMs();
        for (Ghost ghost : ghosts.values()) {
            next = Math.min(next, ghost.nextDeadlineMs());
        }
        return next;
    }
}
