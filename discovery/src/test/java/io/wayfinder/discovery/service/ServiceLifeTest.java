package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import io.wayfinder.enr.NodeRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, and calls from everywhere. */
@Timeout(60)
class ServiceLifeTest {

    private final Services services = new Services();

    @TempDir
    Path data;

    @AfterEach
    void close() throws Exception {
        services.close();
    }

    @Test
    void aPortInUseIsRefusedAndTheDataDirectoryIsFreeAgain() throws Exception {
        DiscoveryService first = services.start();
        String taken = first.boundEndpoints().getFirst().toString();
        Throwable refused = Loopback.failure(DiscoveryService.start(
                services.vertx, Services.config(Peers.key(1), List.of(taken), List.of(), Optional.of(data))));
        assertEquals(
                Reason.REFUSED,
                assertInstanceOf(DiscoveryException.class, refused).reason());
        DataDirectoryTest.assertOneLineWith(refused, taken);
        services.start(onData());
    }

    @Test
    void aLockedDataDirectoryIsRefusedAndThePortIsFreeAgain() throws Exception {
        services.start(onData());
        Throwable refused = Loopback.failure(DiscoveryService.start(services.vertx, onData()));
        assertEquals(
                Reason.REFUSED,
                assertInstanceOf(DiscoveryException.class, refused).reason());
        DataDirectoryTest.assertOneLineWith(refused, data.toString());
    }

    @Test
    void aCorruptStoreDoesNotKeepTheNodeFromStarting() throws Exception {
        Files.writeString(data.resolve(NodeStore.FILE), "rubbish".repeat(2_000));
        services.start(onData());
        try (var files = Files.list(data)) {
            assertTrue(files.anyMatch(file -> file.toString().contains(NodeStore.FILE + ".corrupt-")));
        }
    }

    @Test
    void whoStopsFreesPortAndDirectoryAndCanBeStartedAgain() throws Exception {
        String listen = "127.0.0.1:0";
        long seq = 0;
        for (int run = 0; run < 3; run++) {
            DiscoveryService service =
                    services.start(Services.config(Peers.key(1), List.of(listen), List.of(), Optional.of(data)));
            listen = service.boundEndpoints().getFirst().toString();
            assertTrue(Long.compareUnsigned(service.localRecord().seq(), seq) > 0);
            seq = service.localRecord().seq();
            Loopback.await(service.stop());
            Loopback.await(service.stop());
            DiscoveryException stopped =
                    assertInstanceOf(DiscoveryException.class, Loopback.failure(service.tableEntries()));
            assertEquals(Reason.CANCELLED, stopped.reason());
        }
    }

    @Test
    void theSequenceNumberRisesThoughTheClockStandsStill() throws Exception {
        InstantSource clock = () -> Instant.ofEpochMilli(5_000);
        List<Long> seqs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            DiscoveryService service = Loopback.await(DiscoveryService.start(services.vertx, onData(), clock));
            seqs.add(service.localRecord().seq());
            List<Future<NodeRecord>> changes = new ArrayList<>();
            for (int change = 1; change <= 3; change++) {
                changes.add(service.updateRecord(Map.of("test", Bytes.of(change))));
            }
            for (Future<NodeRecord> change : changes) {
                seqs.add(Loopback.await(change).seq());
            }
            assertEquals(Bytes.of(3), service.localRecord().entries().get("test"));
            Loopback.await(service.stop());
        }
        assertEquals(List.of(5_000L, 5_001L, 5_002L, 5_003L, 5_004L, 5_005L, 5_006L, 5_007L), seqs);
    }

    @Test
    void stoppingEndsWhatIsAskedAndClosingVertxStops() throws Exception {
        Vertx own = Vertx.vertx();
        DiscoveryService service = Loopback.await(DiscoveryService.start(own, onData()));
        Call<DiscoveryService.FindResult> search = service.findPeers(peer -> true, 1, 60_000);
        Loopback.await(service.counters());
        Loopback.close(own);
        Throwable cancelled = search.future().cause();
        assertEquals(
                Reason.CANCELLED,
                assertInstanceOf(DiscoveryException.class, cancelled).reason());
        services.start(onData());
    }

    @Test
    void futuresCompleteOnTheCallersContext() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start();
        Context caller = services.vertx.getOrCreateContext();
        CompletableFuture<Context> completedOn = new CompletableFuture<>();
        caller.runOnContext(turn ->
                a.ping(Services.contact(b)).future().onComplete(done -> completedOn.complete(Vertx.currentContext())));
        assertSame(caller, completedOn.get(Loopback.LIMIT_S, TimeUnit.SECONDS));
    }

    @Test
    void manyThreadsAskAtOnce() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start();
        AtomicInteger answered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int thread = 0; thread < 4; thread++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int call = 0; call < 25; call++) {
                        Loopback.await(a.ping(Services.contact(b)).future());
                        answered.incrementAndGet();
                    }
                } catch (Throwable failure) {
                    failures.add(failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(Loopback.LIMIT_S));
        }
        assertEquals(List.of(), failures);
        assertEquals(100, answered.get());
    }

    @Test
    void callsBeyondTheBoundAreBusy() throws Exception {
        DiscoveryService a = services.start();
        CompletableFuture<Boolean> held = new CompletableFuture<>();
        CompletableFuture<Boolean> release = new CompletableFuture<>();
        a.subscribe(event -> {
            held.complete(true);
            release.join();
        });
        Future<NodeRecord> change = a.updateRecord(Map.of("test", Bytes.of(1)));
        held.get(Loopback.LIMIT_S, TimeUnit.SECONDS);
        List<Future<?>> calls = new ArrayList<>();
        for (int call = 0; call <= DiscoveryService.CALLS_QUEUED_MAX; call++) {
            calls.add(a.tableEntries());
        }
        DiscoveryException busy =
                assertInstanceOf(DiscoveryException.class, calls.getLast().cause());
        assertEquals(Reason.BUSY, busy.reason());
        release.complete(true);
        Loopback.await(change);
        for (Future<?> call : calls.subList(0, DiscoveryService.CALLS_QUEUED_MAX)) {
            Loopback.await(call);
        }
        assertEquals(1L, Loopback.await(a.counters()).get("calls_refused"));
    }

    @Test
    void searchesBeyondTheBoundAreBusy() throws Exception {
        DiscoveryService a = services.start();
        List<Call<DiscoveryService.FindResult>> searches = new ArrayList<>();
        for (int search = 0; search < PeerSearches.SEARCHES_MAX; search++) {
            searches.add(a.findPeers(peer -> true, 1, 60_000));
        }
        DiscoveryException busy = assertInstanceOf(
                DiscoveryException.class,
                Loopback.failure(a.findPeers(peer -> true, 1, 60_000).future()));
        assertEquals(Reason.BUSY, busy.reason());
        searches.forEach(search -> search.cancel().run());
        Map<String, Long> counters = Loopback.await(a.counters());
        assertEquals(1L, counters.get("searches_refused"));
        assertEquals(0L, counters.get("searches_running"));
    }

    @Test
    void aListenerThatThrowsStopsNeitherTheLoopNorTheOthers() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start();
        a.subscribe(event -> {
            throw new IllegalStateException("a test's fault");
        });
        FoundPeer found = Services.after(
                a,
                event -> event instanceof ServiceEvent.PeerFound one ? Optional.of(one.peer()) : Optional.empty(),
                () -> Loopback.await(a.ping(Services.contact(b)).future()));
        assertEquals(b.localRecord().nodeId(), found.record().nodeId());
        Loopback.await(a.ping(Services.contact(b)).future());
    }

    @Test
    void whatComesFromOutsideTheRulesIsNotEvenDecoded() throws Exception {
        ServiceConfig config = Services.config(
                Peers.key(1), List.of("127.0.0.1:0"), List.of(), Optional.empty(), List.of("127.0.0.1/32"));
        DiscoveryService a = services.start(config);
        int port = a.boundEndpoints().getFirst().port();
        try (Loopback outside = new Loopback("127.0.0.2");
                Loopback inside = new Loopback("127.0.0.1")) {
            outside.send("127.0.0.1", port, Bytes.of(1));
            inside.send("127.0.0.1", port, Bytes.of(1));
        }
        Map<String, Long> counters = Services.until(
                () -> Loopback.await(a.counters()), counts -> Long.valueOf(1).equals(counts.get("packets_received")));
        assertEquals(1L, counters.get("udp_packets_refused{reason=\"restricted\"}"));
        DiscoveryException refused = assertInstanceOf(
                DiscoveryException.class,
                Loopback.failure(
                        a.ping(Contact.of(Peers.record("127.0.0.2", 9))).future()));
        assertEquals(Reason.UNREACHABLE, refused.reason());
    }

    @Test
    void localMisuseThrows() throws Exception {
        DiscoveryService a = services.start();
        assertThrows(IllegalArgumentException.class, () -> a.findNode(Services.contact(a), List.of()));
        assertThrows(IllegalArgumentException.class, () -> a.findNode(Services.contact(a), List.of(257)));
        assertThrows(
                IllegalArgumentException.class, () -> a.lookup(a.localRecord().nodeId(), 0));
        assertThrows(IllegalArgumentException.class, () -> a.peers(peer -> true, 0, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> a.peers(peer -> true, 1, Optional.of("far")));
        assertThrows(
                IllegalArgumentException.class,
                () -> Services.config(Peers.key(1), List.of(), List.of(), Optional.empty()));
    }

    private ServiceConfig onData() {
        return Services.config(Peers.key(1), List.of("127.0.0.1:0"), List.of(), Optional.of(data));
    }
}
