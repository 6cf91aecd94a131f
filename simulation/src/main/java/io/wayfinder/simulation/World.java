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
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Everything that exists in a run: the clock, the network, the nodes in it and those that watch. */
final class World {

    private static final AddressRules ANYWHERE = new AddressRules(List.of(), true, true);

    private final Seeds seeds;
    private final Limits limits;
    private final StandInCurve standIn;
    private final Secp256k1 curve;
    /** Of all nodes: what they keep is theirs, and this keeps nothing. */
    private final PacketCodec codec;

    /** Decodes each record once in a run: nodes hold the same value instead of a copy of a kilobyte each. */
    private final VerifiedRecords records;

    private final EventQueue events = new EventQueue();
    private final Trace trace = new Trace();
    private final Watchers watchers = new Watchers();
    private final Network network;
    /** In the order in which they came. */
    private final List<HonestNode> alive = new ArrayList<>();

    private int addresses;
    private int started;
    private int cores;
    private long ran;

    /** @param realCrypto whether nodes compute with the real curve and ciphers, or their stand-ins */
    World(Seeds seeds, LinkModel links, Limits limits, boolean realCrypto) {
        this.seeds = seeds;
        this.limits = limits;
        Secp256k1 real = new SimulationCurve(Secp256k1.provider(), seeds.of(Purpose.BLINDING, 0));
        standIn = new StandInCurve(real);
        curve = realCrypto ? real : standIn;
        codec = new PacketCodec(PacketCodec.DISCV5, realCrypto ? CipherSuite.aes() : new StandInSuite());
        records = new VerifiedRecords(curve, Integer.MAX_VALUE);
        network = new Network(events, new LatencyMap(), links, seeds.of(Purpose.LINKS, 0), trace, watchers);
    }

    Seeds seeds() {
        return seeds;
    }

    Limits limits() {
        return limits;
    }

    /** What every node computes with. */
    Secp256k1 curve() {
        return curve;
    }

    /** What packets are in this network. */
    PacketCodec codec() {
        return codec;
    }

    /** Decodes and verifies a record as nodes do, each once in the run. */
    DecodedRecord decode(Bytes record) {
        return records.decode(record);
    }

    Network network() {
        return network;
    }

    Watchers watchers() {
        return watchers;
    }

    Trace trace() {
        return trace;
    }

    long nowMs() {
        return network.nowMs();
    }

    /** The nodes that are in the network, in the order in which they came. */
    List<HonestNode> alive() {
        return alive;
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
        Discv5 core = core(identity, records, bootnodes, nat != null);
        HonestNode node = new HonestNode(number, identity, nat, core, curve, network, watchers);
        alive.add(node);
        node.start();
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
        return Identity.of(number, key, endpoint, region, announced, curve);
    }

    /**
     * The real core of a host that does not let others tell it where it is.
     *
     * @param decoder of the records that it is told
     */
    Discv5 core(Identity identity, Function<Bytes, DecodedRecord> decoder, List<Contact> bootnodes) {
        return core(identity, new VerifiedRecords(decoder, limits.knownRecords()), bootnodes, false);
    }

    private Discv5 core(Identity identity, VerifiedRecords verified, List<Contact> bootnodes, boolean votes) {
        int number = cores++;
        return new Discv5(
                new Config(identity.key(), PacketCodec.DISCV5, ANYWHERE, bootnodes, votes, limits),
                identity.record(),
                curve,
                codec.suite(),
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
    }

    /** Has something done in so many milliseconds. */
    void schedule(long inMs, Runnable action) {
        events.add(events.nowUs() + inMs * 1_000, action);
    }

    /** Everything that happens until then. */
    void runUntil(long untilMs) {
        while (events.runNext(untilMs * 1_000)) {
            ran++;
        }
    }

    /** Events so far: deliveries, timers, and what a scenario does. */
    long ran() {
        return ran;
    }
}
