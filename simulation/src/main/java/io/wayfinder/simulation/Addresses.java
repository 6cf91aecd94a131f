package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeRecord;
import org.apache.tuweni.bytes.Bytes;

/** Public IPv4 endpoints, each host's in a /24 of its own: 1.0.0.0 and up, the special ranges left out. */
final class Addresses {

    private static final int PORT = 9_000;
    private static final int PREFIX_BITS = 24;

    /** 2^24 networks, in an order that scatters neighbours: an odd factor permutes them. */
    private static final int NETWORKS = 1 << 24;

    private static final int SCATTER = 0x9e_3779 | 1;

    private Addresses() {}

    /** @param number of the host: as many /24s as there are public ones come before one is given twice */
    static Endpoint of(int number) {
        int network = number;
        IpAddress address;
        int rounds = 0;
        do {
            int scattered = (network * SCATTER) & (NETWORKS - 1);
            address = IpAddress.of(Bytes.ofUnsignedInt(((long) scattered << 8) + 1 + rounds));
            network = (network + NETWORKS / 2 + 1) & (NETWORKS - 1);
            rounds++;
        } while (!address.isGlobal());
        return Endpoint.of(address, PORT);
    }

    /** The /24 that a host is in, of which quotas let few into a table. */
    static IpAddress network(Host host) {
        return network(host.endpoint());
    }

    static boolean isIn(IpAddress network, Endpoint endpoint) {
        return network(endpoint).equals(network);
    }

    /** Whether the record says that its node is in that /24. */
    static boolean isIn(IpAddress network, NodeRecord record) {
        return record.udp4().filter(at -> isIn(network, at)).isPresent();
    }

    /** The /24 of the endpoint. */
    static IpAddress network(Endpoint endpoint) {
        return endpoint.address().prefix(PREFIX_BITS);
    }
}
