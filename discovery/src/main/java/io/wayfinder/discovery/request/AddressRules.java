package io.wayfinder.discovery.request;

import io.wayfinder.enr.IpAddress;
import java.util.List;

/**
 * Which addresses we send to, accept from and relay (protocol-notes, "Table, liveness, relay").
 *
 * @param restrictTo CIDRs; empty: no restriction
 * @param ipv4 whether we have an IPv4 socket
 * @param ipv6 whether we have an IPv6 socket
 */
public record AddressRules(List<Cidr> restrictTo, boolean ipv4, boolean ipv6) {

    /** Whether packets may go to and come from the address. */
    public boolean permits(IpAddress address) {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether a record with this address may be told to (or by) a node at {@code other}: loopback to loopback, LAN to LAN, special never. */
    public boolean mayRelay(IpAddress inRecord, IpAddress other) {
        throw new UnsupportedOperationException("contract");
    }

    /** A range of addresses. */
    public record Cidr(IpAddress network, int bits) {

        /** {@code 127.0.0.0/8}, {@code ::1/128}, or one address; throws IllegalArgumentException with one line. */
        public static Cidr parse(String text) {
            throw new UnsupportedOperationException("contract");
        }

        public boolean contains(IpAddress address) {
            throw new UnsupportedOperationException("contract");
        }
    }
}
