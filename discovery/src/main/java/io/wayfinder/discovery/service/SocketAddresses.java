package io.wayfinder.discovery.service;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.apache.tuweni.bytes.Bytes;

/** Endpoints to and from Java's socket addresses, by bytes alone: no name is ever resolved. */
final class SocketAddresses {

    private SocketAddresses() {}

    static InetSocketAddress of(Endpoint endpoint) {
        byte[] octets = endpoint.address().bytes().toArrayUnsafe();
        try {
            InetAddress address = endpoint.scope() == 0
                    ? InetAddress.getByAddress(octets)
                    : Inet6Address.getByAddress(null, octets, endpoint.scope());
            return new InetSocketAddress(address, endpoint.port());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of " + octets.length + " bytes", impossible);
        }
    }

    /** IPv4-mapped addresses become IPv4. */
    static Endpoint endpoint(InetSocketAddress address) {
        InetAddress java = address.getAddress();
        IpAddress ip = IpAddress.of(Bytes.wrap(java.getAddress()));
        int scope = ip.v6() && java instanceof Inet6Address v6 ? v6.getScopeId() : 0;
        return new Endpoint(ip, scope, address.getPort());
    }
}
