package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class OwnEndpointsTest {

    private static final List<String> WILDCARDS = List.of("0.0.0.0:30303", "[::]:30303");
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");
    private static final Endpoint AGREED = Endpoint.parse("203.0.114.9:4444");

    @Test
    void aWildcardSaysNothingUntilPeersAgree() {
        OwnEndpoints own = own(WILDCARDS, List.of(), "", "", 0);
        assertEquals("", said(own));
        assertTrue(own.areOpen());
        assertTrue(own.isOpen(AGREED));
        assertTrue(own.isOpen(Endpoint.parse("[2001:470::1]:4444")));
    }

    @Test
    void aWildcardThatMayTalkToLoopbackOnlyIsThere() {
        assertEquals("127.0.0.1:30303 [::1]:30303", said(own(WILDCARDS, LOOPBACK, "", "", 0)));
        assertFalse(own(WILDCARDS, LOOPBACK, "", "", 0).areOpen());
        assertEquals("127.0.0.1:30303", said(own(WILDCARDS.subList(0, 1), LOOPBACK, "", "", 0)));
        assertEquals("127.0.0.1:30303", said(own(WILDCARDS, LOOPBACK.subList(0, 1), "", "", 0)));
        assertEquals("", said(own(WILDCARDS, List.of("127.0.0.0/8", "10.0.0.0/8"), "", "", 0)));
    }

    @Test
    void aSpecificAddressIsSaidAndNotVotedOn() {
        OwnEndpoints own = own(List.of("192.0.2.7:30303", "[::]:30305"), List.of(), "", "", 0);
        assertEquals("192.0.2.7:30303", said(own));
        assertTrue(own.areOpen(), "IPv6 is open");
        assertFalse(own.isOpen(AGREED));
    }

    @Test
    void whatIsAdvertisedComesFirst() {
        OwnEndpoints own = own(WILDCARDS, LOOPBACK, "203.0.114.1", "2001:470::1", 9_000);
        assertEquals("203.0.114.1:9000 [2001:470::1]:9000", said(own));
        assertFalse(own.areOpen());
        assertEquals("203.0.114.1:30303", said(own(WILDCARDS, List.of(), "203.0.114.1", "", 0)));
        assertEquals(
                "[2001:470::1]:30303",
                said(own(WILDCARDS.subList(0, 1), List.of(), "", "2001:470::1", 0)),
                "though no IPv6 is bound: a router may translate");
    }

    @Test
    void theIpv6PortIsSaidEvenWhenItEqualsTheOther() {
        NodeRecord record = record(own(WILDCARDS, LOOPBACK, "", "", 0));
        assertEquals(Optional.of(30303), record.get(Entries.UDP));
        assertEquals(Optional.of(30303), record.get(Entries.UDP6));
        assertTrue(record.get(Entries.TCP).isEmpty(), "only users say so");
    }

    @Test
    void whatTheUserSetsStays() {
        OwnEndpoints own = own(WILDCARDS, List.of(), "", "", 0);
        own.setByUser(Set.of("tcp", "udp"));
        assertFalse(own.isOpen(AGREED));
        assertTrue(own.areOpen());
        own.setByUser(Set.of("ip6"));
        assertFalse(own.areOpen());
        OwnEndpoints configured = new OwnEndpoints(
                config(WILDCARDS, List.of(), "", "", 0, Map.of("ip", Entries.IP.encode(AGREED.address()))),
                bound(WILDCARDS),
                rules(List.of()));
        assertFalse(configured.isOpen(AGREED));
    }

    @Test
    void aConfigurationThatCannotBeIsRefusedInOneLine() {
        for (List<String> listen : List.of(
                List.<String>of(), List.of("127.0.0.1:1", "127.0.0.2:1"), List.of("[::1]:1", "[::]:1", "0.0.0.0:1"))) {
            Throwable refused = assertThrows(IllegalArgumentException.class, () -> own(listen, List.of(), "", "", 0));
            DataDirectoryTest.assertOneLineWith(refused, "listen");
        }
        assertThrows(IllegalArgumentException.class, () -> own(WILDCARDS, List.of(), "::1", "", 0));
        assertThrows(IllegalArgumentException.class, () -> own(WILDCARDS, List.of(), "", "127.0.0.1", 0));
        assertThrows(IllegalArgumentException.class, () -> own(WILDCARDS, List.of(), "", "", 65_536));
    }

    private static OwnEndpoints own(List<String> listen, List<String> restrict, String ip4, String ip6, int port) {
        return new OwnEndpoints(config(listen, restrict, ip4, ip6, port, Map.of()), bound(listen), rules(restrict));
    }

    private static ServiceConfig config(
            List<String> listen, List<String> restrict, String ip4, String ip6, int port, Map<String, Bytes> entries) {
        return new ServiceConfig(
                Peers.key(1),
                bound(listen),
                Bytes.fromHexString("0x646973637635"),
                restrict.stream().map(IpPrefix::containing).toList(),
                List.of(),
                Optional.of(ip4).filter(text -> !text.isEmpty()).map(IpAddress::parse),
                Optional.of(ip6).filter(text -> !text.isEmpty()).map(IpAddress::parse),
                port,
                entries,
                Optional.empty());
    }

    private static List<Endpoint> bound(List<String> listen) {
        return listen.stream().map(Endpoint::parse).toList();
    }

    private static AddressRules rules(List<String> restrict) {
        return new AddressRules(restrict.stream().map(IpPrefix::containing).toList(), true, true);
    }

    private static NodeRecord record(OwnEndpoints own) {
        NodeRecordBuilder builder = new NodeRecordBuilder();
        own.putInto(builder);
        return builder.sign(Peers.key(1), Peers.CURVE);
    }

    private static String said(OwnEndpoints own) {
        NodeRecord record = record(own);
        return String.join(
                " ", record.udpEndpoints().stream().map(Endpoint::toString).toList());
    }
}
