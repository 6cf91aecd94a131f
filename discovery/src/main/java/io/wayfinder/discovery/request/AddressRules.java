package io.wayfinder.discovery.request;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeRecord;
import java.util.List;

/**
 * Which addresses we send to, accept from and relay (protocol-notes, "Table, liveness, relay").
 *
 * @param restrictTo CIDRs; empty: no restriction
 * @param ipv4 whether we have an IPv4 socket
 * @param ipv6 whether we have an IPv6 socket
 */
public record AddressRules(List<IpPrefix> restrictTo, boolean ipv4, boolean ipv6) {

    public AddressRules {
        restrictTo = List.copyOf(restrictTo);
    }

    /** Whether packets may go to and come from the address. */
    public boolean permits(IpAddress address) {
        if (!(address.v6() ? ipv6 : ipv4) || address.isSpecial()) {
            return false;
        }
        if (restrictTo.isEmpty()) {
            return true;
        }
        for (IpPrefix range : restrictTo) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The same for the address of the endpoint, which must have a port too. */
    public boolean permits(Endpoint endpoint) {
        return endpoint.port() != 0 && permits(endpoint.address());
    }

    /**
     * Whether a record with this address may be told to (or by) a node at {@code other}: loopback to loopback, LAN to
     * LAN, special never.
     */
    public boolean mayRelay(IpAddress inRecord, IpAddress other) {
        if (inRecord.isSpecial()) {
            return false;
        }
        if (inRecord.isLoopback()) {
            return other.isLoopback();
        }
        return !inRecord.isLan() || other.isLan() || other.isLoopback();
    }

    /**
     * Whether a node at {@code other} may tell us of the record: each address in it may be relayed, and we can reach
     * one. Of itself a node may tell though we cannot reach it there, or nowhere.
     */
    boolean accepts(NodeRecord record, IpAddress other, boolean ofItself) {
        return mayRelay(record, other) && (ofItself || reaches(record));
    }

    /** Whether the rules allow to send to the node, where its record says that it is. */
    public boolean reaches(NodeRecord record) {
        if (record.isGlobal() && restrictTo.isEmpty() && ipv4 && ipv6) {
            return true;
        }
        for (Endpoint endpoint : record.udpEndpoints()) {
            if (permits(endpoint)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@link #mayRelay(IpAddress, IpAddress)} holds for each address in the record: whoever is told may use any. */
    public boolean mayRelay(NodeRecord record, IpAddress other) {
        if (record.isGlobal()) {
            return true;
        }
        for (Endpoint endpoint : record.udpEndpoints()) {
            if (!mayRelay(endpoint.address(), other)) {
                return false;
            }
        }
        return true;
    }
}
