package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRulesTest {

    private static final AddressRules OPEN = new AddressRules(List.of(), true, true);

    @Test
    void withoutRestrictionAllButSpecialAddressesArePermitted() {
        for (String address : List.of("1.2.3.4", "10.0.0.1", "127.0.0.1", "::1", "fe80::1", "2a00::1")) {
            assertTrue(OPEN.permits(ip(address)), address);
        }
        for (String address : List.of("0.0.0.0", "224.0.0.1", "255.255.255.255", "203.0.113.1", "::", "ff02::1")) {
            assertFalse(OPEN.permits(ip(address)), address);
        }
    }

    @Test
    void restrictionPermitsItsRangesOnly() {
        AddressRules rules = new AddressRules(
                List.of(IpPrefix.containing("127.0.0.0/8"), IpPrefix.containing("::1/128")), true, true);
        assertTrue(rules.permits(ip("127.9.9.9")));
        assertTrue(rules.permits(ip("::1")));
        assertFalse(rules.permits(ip("::2")));
        assertFalse(rules.permits(ip("128.0.0.1")));
    }

    @Test
    void familyWithoutASocketIsNotPermitted() {
        assertFalse(new AddressRules(List.of(), false, true).permits(ip("1.2.3.4")));
        assertFalse(new AddressRules(List.of(), true, false).permits(ip("2a00::1")));
    }

    @Test
    void portZeroIsNotPermitted() {
        assertFalse(OPEN.permits(Endpoint.parse("1.2.3.4:0")));
        assertTrue(OPEN.permits(Endpoint.parse("1.2.3.4:1")));
    }

    @Test
    void loopbackIsRelayedToLoopbackAndLanToLanAndSpecialNever() {
        assertTrue(OPEN.mayRelay(ip("127.0.0.1"), ip("127.0.0.2")));
        assertTrue(OPEN.mayRelay(ip("127.0.0.1"), ip("::1")));
        assertFalse(OPEN.mayRelay(ip("127.0.0.1"), ip("192.168.0.1")));
        assertFalse(OPEN.mayRelay(ip("::1"), ip("1.2.3.4")));
        assertTrue(OPEN.mayRelay(ip("192.168.0.7"), ip("10.0.0.1")));
        assertTrue(OPEN.mayRelay(ip("192.168.0.7"), ip("127.0.0.1")));
        assertFalse(OPEN.mayRelay(ip("192.168.0.7"), ip("1.2.3.4")));
        assertTrue(OPEN.mayRelay(ip("1.2.3.4"), ip("192.168.0.1")));
        assertTrue(OPEN.mayRelay(ip("1.2.3.4"), ip("5.6.7.8")));
        assertFalse(OPEN.mayRelay(ip("224.0.0.1"), ip("5.6.7.8")));
        assertFalse(OPEN.mayRelay(ip("0.0.0.0"), ip("127.0.0.1")));
    }

    @Test
    void recordAtAGlobalAddressIsReachedWhereTheRulesAllow() {
        NodeRecord global = TestRecords.at(1, 1, "9.8.7.6");
        NodeRecord lan = TestRecords.at(2, 1, "192.168.0.7");
        NodeRecord special = TestRecords.at(3, 1, "224.0.0.1");
        assertTrue(OPEN.reaches(global) && OPEN.reaches(lan));
        assertFalse(OPEN.reaches(special));
        AddressRules loopback = new AddressRules(List.of(IpPrefix.containing("127.0.0.0/8")), true, true);
        assertFalse(loopback.reaches(global) || loopback.reaches(lan));
        assertFalse(new AddressRules(List.of(), false, true).reaches(global));
        assertTrue(new AddressRules(List.of(), true, false).reaches(global));
        assertTrue(OPEN.mayRelay(global, ip("1.2.3.4")));
        assertFalse(OPEN.mayRelay(lan, ip("1.2.3.4")));
        assertFalse(OPEN.mayRelay(special, ip("1.2.3.4")));
    }

    @Test
    void rangesAreReadAndWritten() {
        assertEquals("127.0.0.0/8", IpPrefix.containing("127.3.4.5/8").toString());
        assertEquals("1.2.3.4/32", IpPrefix.containing("1.2.3.4").toString());
        assertEquals("::1/128", IpPrefix.containing("::1").toString());
        assertTrue(IpPrefix.containing("0.0.0.0/0").contains(ip("9.9.9.9")));
        assertFalse(IpPrefix.containing("0.0.0.0/0").contains(ip("::9")));
    }

    @Test
    void malformedRangesAreRefused() {
        for (String text :
                List.of("", "x", "1.2.3.4/", "1.2.3.4/33", "::1/129", "1.2.3.4/-1", "1.2.3.4/08", "1.2.3/8", "/8")) {
            assertThrows(IllegalArgumentException.class, () -> IpPrefix.containing(text), text);
        }
    }

    private static IpAddress ip(String literal) {
        return IpAddress.parse(literal);
    }
}
