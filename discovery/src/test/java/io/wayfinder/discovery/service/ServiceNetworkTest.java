package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.service.DiscoveryException.Reason;
import io.wayfinder.discovery.service.DiscoveryService.FindResult;
import io.wayfinder.discovery.service.DiscoveryService.PeerPage;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small network of real services that know one bootnode. */
@Timeout(120)
class ServiceNetworkTest {

    private static final int SIZE = 10;

    private final Services services = new Services();

    @AfterEach
    void close() throws Exception {
        services.close();
    }

    @Test
    void everyoneIsFoundLookedUpAndResolved() throws Exception {
        List<DiscoveryService> nodes = services.network(SIZE);
        for (DiscoveryService node : nodes) {
            FindResult found = Loopback.await(
                    node.findPeers(peer -> true, SIZE - 1, 20_000).future());
            assertTrue(found.complete());
            assertTrue(found.peers().stream().allMatch(FoundPeer::live));
        }
        DiscoveryService asking = nodes.getLast();
        List<NodeId> others = nodes.stream()
                .map(node -> node.localRecord().nodeId())
                .filter(id -> !id.equals(asking.localRecord().nodeId()))
                .toList();
        NodeId target = nodes.get(3).localRecord().nodeId();
        DiscoveryService.LookupResult looked =
                Loopback.await(asking.lookup(target, 2).future());
        assertEquals(
                others.stream()
                        .sorted((one, other) -> Distance.compare(target, one, other))
                        .toList(),
                looked.nearest().stream().map(NodeRecord::nodeId).toList());
        assertTrue(looked.queries() > 0);

        NodeRecord newest = Loopback.await(nodes.get(3).updateRecord(Map.of("test", Bytes.of(1))));
        assertEquals(newest, Loopback.await(asking.resolve(target).future()));
        DiscoveryException unknown = assertInstanceOf(
                DiscoveryException.class,
                Loopback.failure(asking.resolve(Peers.record(1, 1).nodeId()).future()));
        assertEquals(Reason.NOT_FOUND, unknown.reason());
    }

    @Test
    void foundPeersArePagedFilteredAndRemoved() throws Exception {
        List<DiscoveryService> nodes = services.network(SIZE);
        DiscoveryService node = nodes.getFirst();
        Loopback.await(node.findPeers(peer -> true, SIZE - 1, 20_000).future());
        List<NodeId> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            PeerPage page = Loopback.await(node.peers(FoundPeer::live, 4, cursor));
            assertTrue(page.peers().size() <= 4);
            page.peers().forEach(peer -> ids.add(peer.record().nodeId()));
            cursor = page.cursor();
        } while (cursor.isPresent());
        Set<NodeId> expected = new HashSet<>();
        nodes.subList(1, SIZE).forEach(other -> expected.add(other.localRecord().nodeId()));
        assertEquals(expected, new HashSet<>(ids));
        assertEquals(SIZE - 1, ids.size());

        NodeId one = ids.getFirst();
        PeerPage filtered =
                Loopback.await(node.peers(peer -> peer.record().nodeId().equals(one), 4, Optional.empty()));
        assertEquals(1, filtered.peers().size());
        FoundPeer peer = filtered.peers().getFirst();
        assertTrue(peer.checks() >= 1);
        assertTrue(peer.rttMs().isPresent());
        long ageMs = System.currentTimeMillis() - peer.lastAnsweredMs().orElseThrow();
        assertTrue(ageMs >= 0 && ageMs < TimeUnit.MINUTES.toMillis(2), "Unix time: " + peer);
        assertTrue(peer.firstSeenMs() <= peer.lastSeenMs());

        FoundPeer lost = Services.after(
                node,
                event -> event instanceof ServiceEvent.PeerLost gone ? Optional.of(gone.peer()) : Optional.empty(),
                () -> assertTrue(Loopback.await(node.removeNode(one))));
        assertEquals(one, lost.record().nodeId());
        assertTrue(Loopback.await(node.addNode(lost.record())));
        Loopback.await(node.findPeers(found -> found.record().nodeId().equals(one), 1, 20_000)
                .future());
    }

    @Test
    void aSearchThatFindsTooFewEndsWithWhatItHas() throws Exception {
        List<DiscoveryService> nodes = services.network(3);
        DiscoveryService node = nodes.getFirst();
        FindResult all = Loopback.await(node.findPeers(peer -> true, 2, 20_000).future());
        assertTrue(all.complete());
        FindResult few = Loopback.await(node.findPeers(peer -> true, 100, 300).future());
        assertFalse(few.complete());
        assertEquals(2, few.peers().size());
        assertEquals(
                0,
                Loopback.await(node.findPeers(peer -> true, 0, 0).future())
                        .peers()
                        .size());

        Call<FindResult> cancelled = node.findPeers(peer -> false, 1, 60_000);
        cancelled.cancel().run();
        assertInstanceOf(DiscoveryException.class, Loopback.failure(cancelled.future()));
        assertInstanceOf(
                ArithmeticException.class,
                Loopback.failure(
                        node.findPeers(ServiceNetworkTest::faulty, 1, 60_000).future()));
        assertInstanceOf(
                ArithmeticException.class,
                Loopback.failure(node.peers(ServiceNetworkTest::faulty, 1, Optional.empty())));
        assertEquals(0L, Loopback.await(node.counters()).get("searches_running"));
    }

    private static boolean faulty(FoundPeer peer) {
        throw new ArithmeticException("a test's fault");
    }

    @Test
    void theTableIsBackWithinSecondsOfARestart(@TempDir Path data) throws Exception {
        List<DiscoveryService> nodes = services.network(SIZE);
        ServiceConfig config = Services.config(
                Peers.key(1), List.of("127.0.0.1:0"), List.of(nodes.getFirst().localRecord()), Optional.of(data));
        DiscoveryService first = services.start(config);
        Services.until(() -> Loopback.await(first.tableEntries()), ServiceNetworkTest::isFull);
        NodeRecord before = first.localRecord();
        int port = first.boundEndpoints().getFirst().port();
        Loopback.await(first.stop());

        // On the same port and without bootnodes: what it knows it has from its data directory.
        long restartMs = System.currentTimeMillis();
        DiscoveryService second = services.start(
                Services.config(Peers.key(1), List.of("127.0.0.1:" + port), List.of(), Optional.of(data)));
        assertEquals(before.nodeId(), second.localRecord().nodeId());
        assertTrue(Long.compareUnsigned(second.localRecord().seq(), before.seq()) > 0);
        Services.until(() -> Loopback.await(second.tableEntries()), ServiceNetworkTest::isFull);
        long tookMs = System.currentTimeMillis() - restartMs;
        assertTrue(tookMs < 10_000, "the table took " + tookMs + " ms");
        assertEquals(
                SIZE,
                Loopback.await(second.peers(FoundPeer::live, 100, Optional.empty()))
                        .peers()
                        .size());
    }

    private static boolean isFull(List<TableEntry> entries) {
        return entries.stream().filter(TableEntry::live).count() == SIZE;
    }
}
