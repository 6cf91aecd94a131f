package io.wayfinder.discovery.table;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many nodes of one network may be in one place. A node with an IPv4 and an IPv6 endpoint counts for both. LAN and
 * loopback addresses are exempt. Holds at most two counts for each node added.
 */
final class IpQuota {

    private static final int IPV4_BITS = 24;

    private final int ipv4Max;
    private final int ipv6Max;
    private final int ipv6Bits;
    private final Map<IpAddress, Integer> counts = new LinkedHashMap<>();

    private IpQuota(int ipv4Max, int ipv6Max, int ipv6Bits) {
        this.ipv4Max = ipv4Max;
        this.ipv6Max = ipv6Max;
        this.ipv6Bits = ipv6Bits;
    }

    static IpQuota ofBucket(TableLimits limits) {
        return new IpQuota(limits.bucketIpv4(), limits.bucketIpv6(), 64);
    }

    static IpQuota ofTable(TableLimits limits) {
        return new IpQuota(limits.tableIpv4(), limits.tableIpv6(), 48);
    }

    boolean fits(List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            IpAddress address = endpoint.address();
            if (counted(address) && counts.getOrDefault(network(address), 0) >= (address.v6() ? ipv6Max : ipv4Max)) {
                return false;
            }
        }
        return true;
    }

    /** Whether some of these and some of those are counted together. */
    boolean shares(List<Endpoint> these, List<Endpoint> those) {
        for (Endpoint endpoint : these) {
            for (Endpoint other : those) {
                if (counted(endpoint.address()) && network(endpoint.address()).equals(network(other.address()))) {
                    return true;
                }
            }
        }
        return false;
    }

    void add(List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            if (counted(endpoint.address())) {
                counts.merge(network(endpoint.address()), 1, Integer::sum);
            }
        }
    }

    void remove(List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            if (counted(endpoint.address())) {
                counts.computeIfPresent(network(endpoint.address()), (network, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    private static boolean counted(IpAddress address) {
        return !address.isLan() && !address.isLoopback();
    }

    private IpAddress network(IpAddress address) {
        return address.prefix(address.v6() ? ipv6Bits : IPV4_BITS);
    }
}
