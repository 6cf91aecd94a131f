package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Requests;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a node tells of others. */
class FindNodeAnswerTest {

    private static final Peer STRANGER = new Peer(new NodeId(1, 2, 3, 4), Endpoint.parse("127.0.0.1:9"));

    private final SplittableRandom random = new SplittableRandom(8);
    private final SecretKey key = SecretKey.generate(random);
    private final LocalRecord local = new LocalRecord(record(key, "127.0.0.1:1000"));
    private final NodeTable table = new NodeTable(local.id(), Limits.DEFAULT.table(), random);
    private final List<NodeRecord> others = new ArrayList<>();

    @Test
    void distanceZeroGivesOurRecordAndOthersTheLiveOnesThere() {
        fill(8, "127.0.0.1:");
        Dispatcher dispatcher = dispatcher(VirtualNetwork.LOOPBACK);
        assertEquals(List.of(local.get()), dispatcher.nodesAt(List.of(0), STRANGER));
        NodeRecord other = others.getFirst();
        List<NodeRecord> told = dispatcher.nodesAt(List.of(distance(other)), STRANGER);
        assertTrue(told.contains(other));
        assertTrue(told.stream().allMatch(record -> distance(record) == distance(other)));
    }

    @Test
    void distancesOver256AreIgnoredAndRepeatedOnesAnsweredOnce() {
        fill(8, "127.0.0.1:");
        NodeRecord other = others.getFirst();
        List<NodeRecord> told = dispatcher(VirtualNetwork.LOOPBACK)
                .nodesAt(List.of(257, distance(other), 0, distance(other), 257, 0), STRANGER);
        assertEquals(told.stream().distinct().toList(), told);
        assertTrue(told.containsAll(List.of(other, local.get())));
    }

    @Test
    void atMostSixteenAreTold() {
        fill(100, "127.0.0.1:");
        List<Integer> all = new ArrayList<>();
        for (int distance = 256; distance >= 0; distance--) {
            all.add(distance);
        }
        assertEquals(
                16, dispatcher(VirtualNetwork.LOOPBACK).nodesAt(all, STRANGER).size());
    }

    @Test
    void askerIsNotToldOfItself() {
        fill(8, "127.0.0.1:");
        NodeRecord other = others.getFirst();
        Peer itself = new Peer(other.nodeId(), other.udp4().orElseThrow());
        assertFalse(dispatcher(VirtualNetwork.LOOPBACK)
                .nodesAt(List.of(distance(other)), itself)
                .contains(other));
    }

    @Test
    void nodesThatNeverAnsweredAreNotTold() {
        NodeRecord heardOf = record(SecretKey.generate(random), "127.0.0.1:2000");
        table.heardOf(0, heardOf);
        assertEquals(List.of(), dispatcher(VirtualNetwork.LOOPBACK).nodesAt(List.of(distance(heardOf)), STRANGER));
    }

    @Test
    void loopbackAndLanAreNotToldToTheWideNetworkAndNobodyOutsideTheRules() {
        fill(1, "127.0.0.1:");
        fill(1, "10.0.0.1:");
        fill(1, "8.8.8.8:");
        List<Integer> distances = others.stream().map(this::distance).toList();
        Peer wide = new Peer(STRANGER.id(), Endpoint.parse("9.9.9.9:9"));
        assertEquals(List.of(others.get(2)), dispatcher(VirtualNetwork.ANYWHERE).nodesAt(distances, wide));
        assertEquals(
                3,
                dispatcher(VirtualNetwork.ANYWHERE).nodesAt(distances, STRANGER).size());
        assertEquals(List.of(others.get(0)), dispatcher(VirtualNetwork.LOOPBACK).nodesAt(distances, STRANGER));
    }

    private void fill(int count, String address) {
        for (int i = 0; i < count; i++) {
            NodeRecord other = record(SecretKey.generate(random), address + (2_000 + others.size()));
            table.answered(0, other);
            if (table.contains(other.nodeId())) {
                others.add(other);
            }
        }
    }

    private int distance(NodeRecord record) {
        return Distance.log(local.id(), record.nodeId());
    }

    private static NodeRecord record(SecretKey key, String endpoint) {
        return VirtualNode.record(VirtualNetwork.CURVE, key, 1, Endpoint.parse(endpoint));
    }

    private Dispatcher dispatcher(AddressRules rules) {
        KnownRecords known = new KnownRecords(VirtualNetwork.CURVE, 100);
        Requests requests = new Requests(
                key,
                local.get(),
                new PacketCodec(PacketCodec.DISCV5),
                VirtualNetwork.CURVE,
                random,
                known,
                rules,
                Limits.DEFAULT.requests(),
                Limits.DEFAULT.sessions());
        ArrayDeque<Output> outputs = new ArrayDeque<>();
        Acquaintances acquaintances = new Acquaintances(local, known, table, rules, outputs);
        Refreshes refreshes = new Refreshes(acquaintances, new Errands(requests), 2_000);
        return new Dispatcher(
                local, requests, table, rules, acquaintances, refreshes, new Talks(requests, 10), outputs);
    }
}
