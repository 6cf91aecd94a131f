package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two nodes ask of each other over real sockets. */
@Timeout(60)
class TwoServicesTest {

    private static final Bytes PROTOCOL = Bytes.fromHexString("0x746573743031");

    private final Services services = new Services();

    @AfterEach
    void close() throws Exception {
        services.close();
    }

    @Test
    void theyPingFindAndTalk() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start();
        DiscoveryService.Pinged pinged =
                Loopback.await(a.ping(Services.contact(b)).future());
        assertEquals(b.localRecord().seq(), pinged.pong().enrSeq());
        assertEquals(a.boundEndpoints().getFirst(), pinged.pong().recipient());
        assertTrue(pinged.rttMs() >= 0);

        assertEquals(
                List.of(b.localRecord()),
                Loopback.await(a.findNode(Services.contact(b), List.of(0)).future()));

        b.onTalk(PROTOCOL, request -> {
            assertEquals(a.localRecord().nodeId(), request.from().id());
            return Future.succeededFuture(request.payload().reverse());
        });
        assertEquals(
                Bytes.of(3, 2, 1),
                Loopback.await(
                        a.talk(Services.contact(b), PROTOCOL, Bytes.of(1, 2, 3)).future()));
    }

    @Test
    void theyDoSoOverIpv6AndBothFamilies() throws Exception {
        DiscoveryService a =
                services.start(Services.config(Peers.key(1), List.of("[::1]:0"), List.of(), Optional.empty()));
        DiscoveryService both = services.start(
                Services.config(Peers.key(2), List.of("127.0.0.1:0", "[::1]:0"), List.of(), Optional.empty()));
        DiscoveryService wild = services.start(
                Services.config(Peers.key(3), List.of("0.0.0.0:0", "[::]:0"), List.of(), Optional.empty()));
        DiscoveryService b = services.start();
        for (DiscoveryService to : List.of(both, wild)) {
            int port = to.boundEndpoints().getFirst().port();
            NodeRecord record = to.localRecord();
            assertEquals(Optional.of(Endpoint.parse("127.0.0.1:" + port)), record.udp4());
            assertEquals(Optional.of(Endpoint.parse("[::1]:" + port)), record.udp6());
            assertEquals(Optional.of(port), record.get(Entries.UDP6));
            for (DiscoveryService from : List.of(a, b)) {
                DiscoveryService.Pinged pinged =
                        Loopback.await(from.ping(Services.contact(to)).future());
                assertEquals(from.boundEndpoints().getFirst(), pinged.pong().recipient());
            }
        }
        DiscoveryException noWay = assertInstanceOf(
                DiscoveryException.class,
                Loopback.failure(a.ping(Services.contact(b)).future()));
        assertEquals(Reason.UNREACHABLE, noWay.reason());
    }

    @Test
    void nobodyThereIsATimeOutInOneLine() throws Exception {
        DiscoveryService a = services.start();
        try (Loopback silent = new Loopback("127.0.0.1")) {
            Contact nobody = Contact.of(Peers.record(5, 1, silent.port()));
            DiscoveryException late = assertInstanceOf(
                    DiscoveryException.class, Loopback.failure(a.ping(nobody).future()));
            assertEquals(Reason.TIMED_OUT, late.reason());
            DataDirectoryTest.assertOneLineWith(late, "127.0.0.1:" + silent.port());
        }
    }

    @Test
    void aCancelledCallEndsAtOnce() throws Exception {
        DiscoveryService a = services.start();
        try (Loopback silent = new Loopback("127.0.0.1")) {
            Call<DiscoveryService.Pinged> call = a.ping(Contact.of(Peers.record(5, 1, silent.port())));
            call.cancel().run();
            DiscoveryException cancelled = assertInstanceOf(DiscoveryException.class, Loopback.failure(call.future()));
            assertEquals(Reason.CANCELLED, cancelled.reason());
            call.cancel().run();
        }
        assertEquals(0L, Loopback.await(a.counters()).get("commands_running"));
    }

    @Test
    void aTalkNobodyAnswersInTimeGetsTheEmptyAnswer() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start();
        Promise<Bytes> never = Promise.promise();
        b.onTalk(PROTOCOL, request -> never.future());
        assertEquals(
                Bytes.EMPTY,
                Loopback.await(
                        a.talk(Services.contact(b), PROTOCOL, Bytes.of(1)).future()));
        assertEquals(
                Bytes.EMPTY,
                Loopback.await(
                        a.talk(Services.contact(b), Bytes.of(9), Bytes.of(1)).future()));
        never.complete(Bytes.of(1));
        Services.until(
                () -> Loopback.await(b.counters()), counters -> Long.valueOf(1).equals(counters.get("talks_late")));
    }

    @Test
    void aTalkHandlerThatFailsOrAnswersTooMuchGivesTheEmptyAnswer() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start();
        DiscoveryService.Subscription failing = b.onTalk(PROTOCOL, request -> {
            throw new IllegalStateException("a test's fault");
        });
        assertThrows(IllegalStateException.class, () -> b.onTalk(PROTOCOL, request -> Future.succeededFuture()));
        assertEquals(
                Bytes.EMPTY,
                Loopback.await(
                        a.talk(Services.contact(b), PROTOCOL, Bytes.of(1)).future()));
        failing.close();
        failing.close();
        b.onTalk(PROTOCOL, request -> Future.succeededFuture(Bytes.repeat((byte) 1, 2_000)));
        assertEquals(
                Bytes.EMPTY,
                Loopback.await(
                        a.talk(Services.contact(b), PROTOCOL, Bytes.of(1)).future()));
    }

    @Test
    void aTalkTooLargeForAPacketNamesTheLimit() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start();
        DiscoveryException tooLarge = assertInstanceOf(
                DiscoveryException.class,
                Loopback.failure(a.talk(Services.contact(b), PROTOCOL, Bytes.repeat((byte) 1, 1_300))
                        .future()));
        assertEquals(Reason.TOO_LARGE, tooLarge.reason());
        DataDirectoryTest.assertOneLineWith(tooLarge, "1170 bytes");
    }

    @Test
    void aChangedRecordIsStoredAnnouncedAndReachesTheOther() throws Exception {
        DiscoveryService a = services.start();
        DiscoveryService b = services.start(a);
        Loopback.await(a.ping(Services.contact(b)).future());
        long before = a.localRecord().seq();
        NodeRecord changed = Services.after(
                b,
                event -> event instanceof ServiceEvent.PeerUpdated updated
                        ? Optional.of(updated.peer().record())
                        : Optional.empty(),
                () -> Loopback.await(a.updateRecord(Map.of("test", Bytes.of(7)))));
        assertEquals(changed, a.localRecord());
        assertEquals(Bytes.of(7), changed.entries().get("test"));
        assertTrue(Long.compareUnsigned(changed.seq(), before) > 0);
        assertEquals(Optional.of(changed), Loopback.await(b.record(changed.nodeId())));
        NodeRecord removed = Loopback.await(a.updateRecord(Map.of("test", Bytes.EMPTY)));
        assertFalse(removed.entries().containsKey("test"));
    }

    @Test
    void aChangeThatCannotBeIsRefused() throws Exception {
        DiscoveryService a = services.start();
        NodeRecord before = a.localRecord();
        for (Map<String, Bytes> change : List.of(
                Map.of("long", Bytes.concatenate(Bytes.fromHexString("0xb8ff"), Bytes.repeat((byte) 1, 255))),
                Map.of("id", Bytes.of(1)),
                Map.of("bad", Bytes.of(0x82)))) {
            DiscoveryException refused =
                    assertInstanceOf(DiscoveryException.class, Loopback.failure(a.updateRecord(change)));
            assertEquals(Reason.REFUSED, refused.reason());
        }
        assertEquals(before, a.localRecord());
    }
}
