package io.wayfinder.simulation;

import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.node.Config;
import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.session.VerifiedRecords;
import io.wayfinder.discovery.wire.Decoded;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Everything that exists in a run: the clock, the network, the nodes in it and those that watch. */
final class World {

    private static final AddressRules ANYWHERE = new AddressRules(List.of(), true, true);

    private final Seeds seeds;
    private final Limits limits;
    private final StandInCurve standIn;
    private final Crew crew;
    /** What happens to the world, not at one host. */
    private final EventQueue errands = new EventQueue();

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Lane.Ended> ended = new ArrayList<>();
    private final List<Onlooker> onlookers = new ArrayList<>();
    private final Watchers watchers;
    private final Network network;
    /** In the order in which they came. */
    private final List<HonestNode> alive = new ArrayList<>();

    private int addresses;
    private int started;
    private int cores;
    private long scheduled;

    /** @param realCrypto whether nodes compute with the real curve and ciphers, or their stand-ins */
    World(Seeds seeds, LinkModel links, Limits limits, boolean realCrypto) {
        this(seeds, links, limits, realCrypto, Crew.ALONE);
    }

    /** @param crew with more than one there is nobody who watches, no real crypto and no adversary */
    World(Seeds seeds, LinkModel links, Limits limits, boolean realCrypto, Crew crew) {
        this.seeds = seeds;
        this.limits = limits;
        this.crew = crew;
        Secp256k1 real = new SimulationCurve(Secp256k1.provider(), seeds.of(Purpose.BLINDING, 0));
        standIn = new StandInCurve(real);
        for (int i = 0; i < Math.min(crew.size(), LanePlan.LANES_MAX); i++) {
            PacketCodec codec =
                    new PacketCodec(PacketCodec.DISCV5, realCrypto ? CipherSuite.aes() : new StandInSuite());
            lanes.add(new Lane(errands, realCrypto ? real : standIn.forAnotherThread(), codec));
        }
        watchers = new Watchers(lanes.size() == 1);
        network = new Network(lanes, links, seeds, watchers);
    }

    Seeds seeds() {
        return seeds;
    }

    Limits limits() {
        return limits;
    }

    /** What every node computes with. */
    Secp256k1 curve() {
        return lanes.getFirst().curve;
    }

    /** What packets are in this network. */
    PacketCodec codec() {
        return lanes.getFirst().codec;
    }

    /** Decodes and verifies a record as nodes do, each once in the run. */
    DecodedRecord decode(Bytes record) {
        return lanes.getFirst().records.decode(record);
    }

    /** A packet as the node with this ID decodes it; null when it is none. */
    @Nullable
    Packet decode(NodeId to, Bytes datagram) {
        return codec().decode(to, datagram) instanceof Decoded.Ok<Packet> ok ? ok.value() : null;
    }

    Network network() {
        return network;
    }

    Watchers watchers() {
        return watchers;
    }

    /** To be told who comes and goes, and what look-ups come to. */
    List<Onlooker> onlookers() {
        return onlookers;
    }

    long nowMs() {
        long nowUs = 0;
        for (Lane lane : lanes) {
            nowUs = Math.max(nowUs, lane.nowUs());
        }
        return nowUs / 1_000;
    }

    /**
     * Forgets what is older.
     *
     * @param inOrder of time, the oldest first
     */
    <V> void forgetOld(SequencedMap<?, V> inOrder, ToLongFunction<V> sinceMs, long forMs) {
        long beforeMs = nowMs() - forMs;
        Iterator<V> oldest = inOrder.values().iterator();
        while (oldest.hasNext() && sinceMs.applyAsLong(oldest.next()) < beforeMs) {
            oldest.remove();
        }
    }

    /** The nodes that are in the network, in the order in which they came. */
    List<HonestNode> alive() {
        return alive;
    }

    /** Any of them; there must be one. */
    HonestNode any(RandomGenerator random) {
        return alive.get(random.nextInt(alive.size()));
    }

    /** A new node, with a key and an address of its own, joins. */
    HonestNode join(List<Contact> bootnodes) {
        return join(newIdentity(true), null, bootnodes);
    }

    /** The same, at this endpoint. */
    HonestNode join(Endpoint endpoint, List<Contact> bootnodes) {
        int number = addresses++;
        return join(identity(number, newKey(number), endpoint, true), null, bootnodes);
    }

    /** A new node joins from behind a NAT, and does not know where it is until others tell it. */
    HonestNode joinBehind(Nat.Kind kind, List<Contact> bootnodes) {
        Identity identity = newIdentity(false);
        return join(identity, new Nat(kind, Addresses.of(addresses++).address()), bootnodes);
    }

    /** A node joins, or comes back. */
    HonestNode join(Identity identity, @Nullable Nat nat, List<Contact> bootnodes) {
        int number = started++;
        Lane lane = network.lane(identity.region());
        Discv5 core = core(lane, identity, lane.records, bootnodes, nat != null);
        HonestNode node = new HonestNode(number, identity, nat, core, network);
        alive.add(node);
        node.start();
        onlookers.forEach(onlooker -> onlooker.started(node));
        return node;
    }

    /** A key and an address that nobody has. */
    Identity newIdentity(boolean announced) {
        int number = addresses++;
        return identity(number, newKey(number), Addresses.of(number), announced);
    }

    private SecretKey newKey(int number) {
        return SecretKey.generate(seeds.of(Purpose.KEY, number));
    }

    /** A key of the adversary's choice, at an address of its choice. */
    Identity chosenIdentity(SecretKey key, Endpoint endpoint) {
        return identity(addresses++, key, endpoint, true);
    }

    private Identity identity(int number, SecretKey key, Endpoint endpoint, boolean announced) {
        standIn.admit(key);
        int region = LatencyMap.region(seeds.of(Purpose.PLACES, number).nextDouble());
        return Identity.of(number, key, endpoint, region, announced, curve());
    }

    /**
     * The real core of a host that does not let others tell it where it is.
     *
     * @param decoder of the records that it is told
     */
    Discv5 core(Identity identity, Function<Bytes, DecodedRecord> decoder, List<Contact> bootnodes) {
        return core(lanes.getFirst(), identity, new VerifiedRecords(decoder, limits.knownRecords()), bootnodes, false);
    }

    private Discv5 core(
            Lane lane, Identity identity, VerifiedRecords verified, List<Contact> bootnodes, boolean votes) {
        int number = cores++;
        return new Discv5(
                new Config(identity.key(), PacketCodec.DISCV5, ANYWHERE, bootnodes, votes, limits),
                identity.record(),
                lane.curve,
                lane.codec.suite(),
                new KnownRecords(verified, limits.knownRecords()),
                seeds.of(Purpose.SECRETS, number),
                seeds.of(Purpose.CHOICES, number),
                nowMs());
    }

    /** The ID that a key has, whichever curve the nodes use. */
    NodeId realId(SecretKey key) {
        return NodeId.of(Secp256k1.provider().publicKey(key));
    }

    /** The node leaves without a word. */
    void leave(HonestNode node) {
        alive.remove(node);
        node.stop();
        onlookers.forEach(onlooker -> onlooker.stopped(node));
    }

    /** Has something done in so many milliseconds. */
    void schedule(long inMs, Runnable action) {
        errands.add((nowMs() + inMs) * 1_000, scheduled++, action);
    }

    /** Everything that happens until then. */
    void runUntil(long untilMs) {
        long untilUs = untilMs * 1_000;
        while (true) {
            lanes.forEach(Lane::cross);
            long hostsUs = Long.MAX_VALUE;
            for (Lane lane : lanes) {
                hostsUs = Math.min(hostsUs, lane.nextUs());
            }
            if (Math.min(hostsUs, errands.nextUs()) > untilUs) {
                errands.advance(untilUs);
                return;
            }
            if (errands.nextUs() <= hostsUs) {
                errands.runNext();
            } else {
                long windowUs = Math.min(network.windowUs(), untilUs + 1 - hostsUs);
                runLanes(hostsUs + windowUs);
            }
            tellEnded();
        }
    }

    private void runLanes(long endUs) {
        crew.work(number -> {
            if (number < lanes.size()) {
                lanes.get(number).runUntil(endUs);
            }
        });
    }

    private void tellEnded() {
        for (Lane lane : lanes) {
            lane.takeEnded(ended);
        }
        if (!ended.isEmpty()) {
            ended.sort(Comparator.comparingLong(Lane.Ended::atMs)
                    .thenComparingInt(each -> each.by().number()));
            ended.forEach(each -> onlookers.forEach(onlooker -> onlooker.lookedUp(each)));
            ended.clear();
        }
    }

    /** Events so far: deliveries, timers, and what a scenario does. */
    long ran() {
        long ran = errands.ran();
        for (Lane lane : lanes) {
            ran += lane.ran();
        }
        return ran;
    }
}
