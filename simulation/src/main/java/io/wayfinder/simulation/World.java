package io.wayfinder.simulation;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.node.Config;
import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** Everything that exists in a run: the clock, the network, the nodes in it and those that watch. */
final class World {

    private static final AddressRules ANYWHERE = new AddressRules(List.of(), true, true);

    private final Seeds seeds;
    private final Limits limits;
    private final StandInCurve standIn;
    private final Secp256k1 curve;
    private final SharedRecords records;
    private final EventQueue events = new EventQueue();
    private final Trace trace = new Trace();
    private final Watchers watchers = new Watchers();
    private final Network network;
    /** In the order in which they came. */
    private final List<HonestNode> alive = new ArrayList<>();

    private int hosts;

    /** @param realCurve whether nodes compute with the real curve, or its {@link StandInCurve} */
    World(Seeds seeds, LinkModel links, Limits limits, boolean realCurve) {
        this.seeds = seeds;
        this.limits = limits;
        Secp256k1 real = new SimulationCurve(Secp256k1.provider(), seeds.of(Purpose.BLINDING, 0));
        standIn = new StandInCurve(real);
        curve = realCurve ? real : standIn;
        records = new SharedRecords(curve);
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

    /** Decodes and verifies a record as nodes do. */
    DecodedRecord decode(Bytes record) {
        return records.apply(record);
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
        return join(Addresses.of(hosts), bootnodes);
    }

    /** The same, at this endpoint. */
    HonestNode join(Endpoint endpoint, List<Contact> bootnodes) {
        int number = hosts++;
        SecretKey key = key(number);
        standIn.admit(key);
        NodeRecord record = record(endpoint, 1, key);
        Config config = new Config(key, PacketCodec.DISCV5, ANYWHERE, bootnodes, false, limits);
        Discv5 core = new Discv5(
                config,
                record,
                curve,
                new KnownRecords(records, limits.knownRecords()),
                seeds.of(Purpose.SECRETS, number),
                seeds.of(Purpose.CHOICES, number),
                nowMs());
        int region = LatencyMap.region(seeds.of(Purpose.PLACES, number).nextDouble());
        HonestNode node = new HonestNode(number, endpoint, region, core, network, watchers);
        alive.add(node);
        node.start();
        return node;
    }

    /** A record of the node with the next sequence number, for it to announce. */
    NodeRecord newerRecord(HonestNode node) {
        return record(node.endpoint(), node.record().seq() + 1, key(node.number()));
    }

    /** The secret key of a node: whoever has it reads what the node is told. */
    SecretKey key(int number) {
        return SecretKey.generate(seeds.of(Purpose.KEY, number));
    }

    private NodeRecord record(Endpoint endpoint, long seq, SecretKey key) {
        return new NodeRecordBuilder()
                .seq(seq)
                .put(Entries.IP, endpoint.address())
                .put(Entries.UDP, endpoint.port())
                .sign(key, curve);
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
            // Until nothing is left before it.
        }
    }
}
