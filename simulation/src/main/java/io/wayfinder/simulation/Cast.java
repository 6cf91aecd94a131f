package io.wayfinder.simulation;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Makes the adversaries of a run; those of a kind know each other. */
final class Cast {

    /** Keys tried for an ID near the victim's: the nearest of so many is one of the nearest even among 10,000. */
    private static final int KEYS_TRIED = 4_096;

    private static final int ECLIPSE_PORT = 9_000;
    /** Those before are of {@link Addresses}, which may have given away the /24 twice. */
    private static final int FIRST_HOST = 16;

    /** Hosts in one /24, then the next port. */
    private static final int HOSTS = 255 - FIRST_HOST;

    private final World world;
    private final List<Contact> bootnodes;
    private final Map<NodeId, NodeRecord> sybils = new LinkedHashMap<>();
    private final Map<NodeId, NodeRecord> besiegers = new LinkedHashMap<>();
    private final Map<NodeId, NodeRecord> neighbours = new LinkedHashMap<>();
    private final List<Host> present = new ArrayList<>();
    private final int keysTried;
    private @Nullable NodeId besieged;
    private @Nullable IpAddress network;
    private int size;

    Cast(World world, List<Contact> bootnodes) {
        this(world, bootnodes, KEYS_TRIED);
    }

    /** @param keysTried for an ID near the victim's: as many as there are nodes give one as near as the nearest */
    Cast(World world, List<Contact> bootnodes, int keysTried) {
        this.world = world;
        this.bootnodes = bootnodes;
        this.keysTried = keysTried;
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** The node that the targeted Sybils are next to; null while there are none. */
    @Nullable
    NodeId besieged() {
        return besieged;
    }

    /** One more of the kind joins. There is an honest node already. */
    void enter(AdversaryKind kind) {
        SplittableRandom random = world.seeds().of(Purpose.ADVERSARIES, size++);
        present.add(start(kind, random));
    }

    private Host start(AdversaryKind kind, SplittableRandom random) {
        return switch (kind) {
            case SILENT -> new Silent(world, bootnodes).start();
            case SLOW -> new Slow(world, random, bootnodes).start();
            case GARBAGE -> new Noise(world, random).start();
            case REPLAYER -> new Replayer(world, random).start();
            case FORGER -> new Forger(world, random).start();
            case POISONER -> new Poisoner(world, random, bootnodes).start();
            case SYBIL -> new Sybil(world, world.newIdentity(true), sybils, bootnodes).start();
            case TARGETED_SYBIL -> new Sybil(world, besieger(random), besiegers, bootnodes).start();
            case ECLIPSE -> new Sybil(world, neighbour(random), neighbours, bootnodes).start();
            case ROLLBACK -> new Rollback(world, bootnodes).start();
            case FLOODER -> new Flooder(world, random).start();
            case VOTE_LIAR -> new VoteLiar(world, bootnodes).start();
            case DRIFTER -> new Drifter(world, random, bootnodes).start();
            case CONTRARIAN -> new Contrarian(world, random, bootnodes).start();
            case LOCKPICK -> new Lockpick(world, random).start();
        };
    }

    /** All are gone, without a word. Returns the nodes that they were, or said that there are. */
    List<NodeId> leave() {
        List<NodeId> gone = new ArrayList<>();
        for (Host host : present) {
            world.network().detach(host);
            if (host instanceof Puppet puppet) {
                gone.addAll(puppet.leave());
            }
        }
        present.clear();
        return gone;
    }

    private Identity besieger(SplittableRandom random) {
        if (besieged == null) {
            besieged = world.any(random).id();
        }
        NodeId target = besieged;
        SecretKey best = SecretKey.generate(random);
        NodeId nearest = world.realId(best);
        for (int i = 1; i < keysTried; i++) {
            SecretKey key = SecretKey.generate(random);
            NodeId id = world.realId(key);
            if (Distance.compare(target, id, nearest) < 0) {
                best = key;
                nearest = id;
            }
        }
        return world.chosenIdentity(best, world.newIdentity(true).endpoint());
    }

    private Identity neighbour(SplittableRandom random) {
        Identity any = world.newIdentity(true);
        if (network == null) {
            network = Addresses.network(any.endpoint());
        }
        long first = Objects.requireNonNull(network).low();
        int number = neighbours.size();
        IpAddress address = IpAddress.of(Bytes.ofUnsignedInt(first + FIRST_HOST + number % HOSTS));
        Endpoint endpoint = Endpoint.of(address, ECLIPSE_PORT + 1 + number / HOSTS);
        return world.chosenIdentity(SecretKey.generate(random), endpoint);
    }
}
