package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.wayfinder.enr.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundSocketsTest {

    private static final Bytes HELLO = Bytes.fromHexString("0x68656c6c6f");

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final BlockingQueue<Got> received = new LinkedBlockingQueue<>();

    private record Got(Endpoint from, Bytes datagram) {}

    @AfterEach
    void close() throws Exception {
        Loopback.close(vertx);
    }

    @Test
    void specificAddressesAreTwoSocketsOnOnePort() throws Exception {
        BoundSockets sockets = bind("127.0.0.1:0", "[::1]:0");
        List<Endpoint> bound = sockets.endpoints();
        assertEquals(2, bound.size());
        assertEquals("127.0.0.1", bound.getFirst().address().toString());
        assertEquals("::1", bound.getLast().address().toString());
        assertNotEquals(0, bound.getFirst().port());
        assertEquals(bound.getFirst().port(), bound.getLast().port());
        assertTalksWith(sockets, "127.0.0.1");
        assertTalksWith(sockets, "::1");
    }

    @Test
    void bothWildcardsAreOneSocketThatSeesIpv4AsIpv4() throws Exception {
        BoundSockets sockets = bind("0.0.0.0:0", "[::]:0");
        int port = sockets.endpoints().getFirst().port();
        assertEquals(List.of(Endpoint.parse("0.0.0.0:" + port), Endpoint.parse("[::]:" + port)), sockets.endpoints());
        assertTalksWith(sockets, "127.0.0.1");
        assertTalksWith(sockets, "::1");
    }

    @Test
    void oneIpv4AddressBesideAllOfIpv6OnOnePort() throws Exception {
        BoundSockets sockets = bind("127.0.0.1:0", "[::]:0");
        int port = sockets.endpoints().getFirst().port();
        assertEquals(List.of(Endpoint.parse("127.0.0.1:" + port), Endpoint.parse("[::]:" + port)), sockets.endpoints());
        assertTalksWith(sockets, "127.0.0.1");
        assertTalksWith(sockets, "::1");
        assertRefused("127.0.0.1:" + port);
        assertRefused("[::]:" + port);
    }

    @Test
    void allOfIpv4BesideOneIpv6Address() throws Exception {
        BoundSockets sockets = bind("0.0.0.0:0", "[::1]:0");
        assertTalksWith(sockets, "127.0.0.1");
        assertTalksWith(sockets, "::1");
    }

    @Test
    void oneFamilyAloneTakesNothingOfTheOther() throws Exception {
        BoundSockets sockets = bind("[::]:0");
        assertTrue(sockets.hasIpv6());
        assertFalse(sockets.hasIpv4());
        try (Loopback four = new Loopback("127.0.0.1")) {
            four.send("127.0.0.1", port(sockets), HELLO);
        }
        assertTalksWith(sockets, "::1");
        assertEquals(1L, counters(sockets).get("udp_packets_refused{reason=\"wrong_family\"}"));
        assertFalse(onLoop(() -> sockets.send(Endpoint.parse("127.0.0.1:9"), HELLO)));
    }

    @Test
    void aPacketOverTheLimitIsSeenAsTooLong() throws Exception {
        BoundSockets sockets = bind("127.0.0.1:0");
        try (Loopback peer = new Loopback("127.0.0.1")) {
            for (int size : List.of(0, 1, 1_279, 1_280, 1_281, 1_500)) {
                peer.send("127.0.0.1", port(sockets), Bytes.repeat((byte) 7, size));
                assertEquals(
                        Bytes.repeat((byte) 7, Math.min(size, UdpSocket.READ_MAX)), take().datagram(), size + " bytes");
            }
        }
    }

    @Test
    void aPortInUseIsRefusedInOneLineThatNamesIt() throws Exception {
        BoundSockets first = bind("127.0.0.1:0", "[::1]:0");
        assertRefused("127.0.0.1:" + port(first));
        assertRefused("[::1]:" + port(first));
        assertRefused("0.0.0.0:" + port(first));
        assertRefused("0.0.0.0:" + port(first), "[::]:" + port(first));
        onLoop(first::close);
    }

    @Test
    void anAddressThatIsNotOursIsRefusedInOneLine() throws Exception {
        Throwable refused = Loopback.failure(binding("192.0.2.1:0"));
        DataDirectoryTest.assertOneLineWith(refused, "192.0.2.1");
        DataDirectoryTest.assertOneLineWith(refused, "no network interface");
    }

    @Test
    void withoutIpv6AWildcardIsIpv4Alone() throws Exception {
        List<Endpoint> listen = List.of(Endpoint.parse("127.0.0.1:0"), Endpoint.parse("[::]:0"));
        BoundSockets sockets = Loopback.await(flat(() -> BoundSockets.bind(context, listen, false)));
        assertEquals(1, sockets.endpoints().size());
        assertFalse(sockets.hasIpv6());
        Throwable refused =
                Loopback.failure(flat(() -> BoundSockets.bind(context, List.of(Endpoint.parse("[::1]:0")), false)));
        DataDirectoryTest.assertOneLineWith(refused, "no IPv6");
    }

    @Test
    void theKernelsDropsAreReadWhereItTellsThem() throws Exception {
        BoundSockets sockets = bind("127.0.0.1:0", "[::1]:0");
        if (System.getProperty("os.name").equals("Linux")) {
            assertEquals(0, new KernelDrops(sockets.endpoints()).read().orElseThrow());
        }
        assertTrue(
                new KernelDrops(List.of(Endpoint.parse("127.0.0.2:1"))).read().isEmpty());
    }

    private void assertTalksWith(BoundSockets sockets, String address) throws Exception {
        try (Loopback peer = new Loopback(address)) {
            peer.send(address, port(sockets), HELLO);
            Got got = take();
            assertEquals(HELLO, got.datagram());
            assertEquals(address, got.from().address().toString());
            assertEquals(peer.port(), got.from().port());
            assertTrue(onLoop(() -> {
                boolean sent = sockets.send(got.from(), Bytes.of(1, 2, 3));
                sockets.flush();
                return sent;
            }));
            assertEquals(Bytes.of(1, 2, 3), peer.receive());
        }
    }

    private void assertRefused(String... listen) throws Exception {
        Throwable refused = Loopback.failure(binding(listen));
        assertInstanceOf(DiscoveryException.class, refused);
        DataDirectoryTest.assertOneLineWith(refused, listen[listen.length - 1]);
        DataDirectoryTest.assertOneLineWith(refused, "in use");
    }

    private Got take() throws InterruptedException {
        Got got = received.poll(Loopback.LIMIT_S, TimeUnit.SECONDS);
        assertNotNull(got, "nothing was received");
        return got;
    }

    private BoundSockets bind(String... listen) throws Exception {
        BoundSockets sockets = Loopback.await(binding(listen));
        onLoop(() -> {
            sockets.read((from, datagram) -> received.add(new Got(from, datagram)), () -> {});
            return true;
        });
        return sockets;
    }

    private Future<BoundSockets> binding(String... listen) {
        List<Endpoint> endpoints = Stream.of(listen).map(Endpoint::parse).toList();
        return flat(() -> BoundSockets.bind(context, endpoints));
    }

    private static int port(BoundSockets sockets) {
        return sockets.endpoints().getFirst().port();
    }

    private Map<String, Long> counters(BoundSockets sockets) throws Exception {
        return onLoop(sockets::counters);
    }

    private <T> T onLoop(Supplier<T> action) throws Exception {
        return Loopback.await(flat(() -> Future.succeededFuture(action.get())));
    }

    private <T> Future<T> flat(Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(turn -> action.get().onComplete(promise));
        return promise.future();
    }
}
