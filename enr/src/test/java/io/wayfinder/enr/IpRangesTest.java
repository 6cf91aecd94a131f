package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first and last addresses of the IANA registries' ranges, and their neighbours. */
class IpRangesTest {

    @ParameterizedTest
    @CsvSource({
        // IPv4
        "0.0.0.0, special",
        "0.255.255.255, special",
        "1.0.0.0, global",
        "9.255.255.255, global",
        "10.0.0.0, lan",
        "10.255.255.255, lan",
        "11.0.0.0, global",
        "100.63.255.255, global",
        "100.64.0.0, lan",
        "100.127.255.255, lan",
        "100.128.0.0, global",
        "126.255.255.255, global",
        "127.0.0.0, loopback",
        "127.255.255.255, loopback",
        "128.0.0.0, global",
        "169.253.255.255, global",
        "169.254.0.0, lan",
        "169.254.255.255, lan",
        "169.255.0.0, global",
        "172.15.255.255, global",
        "172.16.0.0, lan",
        "172.31.255.255, lan",
        "172.32.0.0, global",
        "191.255.255.255, global",
        "192.0.0.0, special",
        "192.0.0.170, special",
        "192.0.1.0, global",
        "192.0.2.0, special",
        "192.0.2.255, special",
        "192.0.3.0, global",
        "192.31.196.1, special",
        "192.52.193.1, special",
        "192.88.99.1, special",
        "192.167.255.255, global",
        "192.168.0.0, lan",
        "192.168.255.255, lan",
        "192.169.0.0, global",
        "192.175.48.1, special",
        "198.17.255.255, global",
        "198.18.0.0, special",
        "198.19.255.255, special",
        "198.20.0.0, global",
        "198.51.100.7, special",
        "203.0.113.7, special",
        "203.0.114.0, global",
        "223.255.255.255, global",
        "224.0.0.0, special",
        "239.255.255.255, special",
        "240.0.0.0, special",
        "255.255.255.255, special",
        // IPv6
        "::, special",
        "::1, loopback",
        "::2, special",
        "::7f00:1, special",
        "64:ff9b::1, special",
        "64:ff9b:1::1, special",
        "100::1, special",
        "1fff:ffff::, special",
        "2000::, global",
        "2001::1, special",
        "2001:1ff:ffff::, special",
        "2001:200::, global",
        "2001:db7:ffff::, global",
        "2001:db8::1, special",
        "2001:db9::, global",
        "2002:c000:201::, special",
        "2003::, global",
        "2620:4f:8000::1, special",
        "2620:4f:8001::1, global",
        "2a01:4f8::1, global",
        "3ffe:ffff::, global",
        "3fff::1, special",
        "3fff:1000::, global",
        "4000::, special",
        "5f00::1, special",
        "fbff::, special",
        "fc00::, lan",
        "fd12:3456::1, lan",
        "fdff:ffff::, lan",
        "fe00::, special",
        "fe80::1, lan",
        "febf:ffff::, lan",
        "fec0::1, special",
        "ff02::1, special",
    })
    void addressIsOfItsClassAlone(String literal, String kind) {
        IpAddress address = IpAddress.parse(literal);

        assertEquals(kind.equals("loopback"), address.isLoopback());
        assertEquals(kind.equals("lan"), address.isLan());
        assertEquals(kind.equals("special"), address.isSpecial());
        assertEquals(kind.equals("global"), address.isGlobal());
    }

    @Test
    void linkLocalAndUnspecifiedAreTold() {
        assertTrue(IpAddress.parse("fe80::1").isLinkLocal());
        assertTrue(IpAddress.parse("febf::1").isLinkLocal());
        assertTrue(IpAddress.parse("169.254.1.1").isLinkLocal());
        assertFalse(IpAddress.parse("fec0::1").isLinkLocal());
        assertFalse(IpAddress.parse("10.0.0.1").isLinkLocal());
        assertTrue(IpAddress.parse("::").isUnspecified());
        assertTrue(IpAddress.parse("0.0.0.0").isUnspecified());
        assertFalse(IpAddress.parse("::1").isUnspecified());
    }

    @Test
    void networksAreReadAndContainTheirAddresses() {
        IpPrefix network = IpPrefix.parse("2001:db8::/32");

        assertTrue(network.contains(IpAddress.parse("2001:db8:ffff::1")));
        assertFalse(network.contains(IpAddress.parse("2001:db9::1")));
        assertFalse(network.contains(IpAddress.parse("192.0.2.1")));
        assertTrue(IpPrefix.parse("0.0.0.0/0").contains(IpAddress.parse("192.0.2.1")));
        assertEquals("2001:db8::/32", network.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.1/24",
        "192.0.2.0/024",
        "192.0.2.0/-1",
        "2001:db8::/129",
        "/8",
        "example.com/8",
        "192.0.2.0/24/24"
    })
    void whatIsNoNetworkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse(text));
    }
}
