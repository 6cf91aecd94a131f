package io.wayfinder.enr;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/**
 * The IANA special-purpose address registries (RFC 6890 and what was added since, as of 2026), and the multicast
 * ranges.
 */
final class IpRanges {

    private static final List<IpPrefix> LAN = prefixes(
            "10.0.0.0/8", // private-use
            "100.64.0.0/10", // shared address space: behind a provider's NAT
            "169.254.0.0/16", // link local
            "172.16.0.0/12", // private-use
            "192.168.0.0/16", // private-use
            "fc00::/7", // unique-local
            "fe80::/10"); // link-local unicast

    private static final List<IpPrefix> SPECIAL_V4 = prefixes(
            "0.0.0.0/8", // this network
            "192.0.0.0/24", // IETF protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112: a service, no node of its own
            "192.52.193.0/24", // AMT relays
            "192.88.99.0/24", // 6to4 relays, deprecated
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and the limited broadcast

    // Within global unicast; what IANA has assigned outside of it (discard-only, translation, segment routing,
    // multicast)
    // is no node's address either.
    private static final List<IpPrefix> SPECIAL_V6 = prefixes(
            "2001::/23", // IETF protocol assignments: Teredo, benchmarking, ORCHID and more
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    /** Those of IPv4, by the first octet of an address: few octets have any, and every packet asks. */
    private static final List<List<IpPrefix>> LAN_V4_AT = byFirstOctet(LAN);

    private static final List<List<IpPrefix>> SPECIAL_V4_AT = byFirstOctet(SPECIAL_V4);

    private static final IpPrefix GLOBAL_UNICAST_V6 = IpPrefix.parse("2000::/3");

    private IpRanges() {}

    static boolean isLan(IpAddress address) {
        return anyContains(address.v6() ? LAN : at(LAN_V4_AT, address), address);
    }

    static boolean isSpecial(IpAddress address) {
        return address.v6()
                ? !GLOBAL_UNICAST_V6.contains(address) || anyContains(SPECIAL_V6, address)
                : anyContains(at(SPECIAL_V4_AT, address), address);
    }

    private static List<IpPrefix> at(List<List<IpPrefix>> byFirstOctet, IpAddress v4) {
        return byFirstOctet.get((int) (v4.low() >>> 24));
    }

    private static boolean anyContains(List<IpPrefix> prefixes, IpAddress address) {
        for (int i = 0; i < prefixes.size(); i++) { // without an iterator, as most lists are empty
            if (prefixes.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<List<IpPrefix>> byFirstOctet(List<IpPrefix> prefixes) {
        return IntStream.range(0, 256)
                .mapToObj(octet -> IpAddress.of(Bytes.of(octet, 0, 0, 0)))
                .map(first -> prefixes.stream()
                        .filter(prefix -> prefix.address().samePrefix(first, Math.min(Byte.SIZE, prefix.bits())))
                        .toList())
                .toList();
    }

    private static List<IpPrefix> prefixes(String... texts) {
        return Stream.of(texts).map(IpPrefix::parse).toList();
    }
}
