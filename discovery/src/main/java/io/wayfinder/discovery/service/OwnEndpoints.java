package io.wayfinder.discovery.service;

import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What our record says of where we are (protocol-notes, "Identity"): what the user advertises; else a specific address that is bound; else, on a
 * wildcard that may talk to loopback only, loopback; else nothing until our peers agree.
 */
final class OwnEndpoints {

    private static final IpAddress LOOPBACK4 = IpAddress.parse("127.0.0.1");
    private static final IpAddress LOOPBACK6 = IpAddress.parse("::1");

    private final Optional<Endpoint> ipv4;
    private final Optional<Endpoint> ipv6;
    private boolean open4;
    private boolean open6;

    OwnEndpoints(ServiceConfig config, List<Endpoint> bound, AddressRules rules) {
        int anyPort = config.advertisePort() != 0
                ? config.advertisePort()
                : bound.getFirst().port();
        Optional<Endpoint> bound4 = of(bound, false);
        Optional<Endpoint> bound6 = of(bound, true);
        ipv4 = said(config, config.advertiseIp4(), bound4, LOOPBACK4, rules, anyPort);
        ipv6 = said(config, config.advertiseIp6(), bound6, LOOPBACK6, rules, anyPort);
        open4 = bound4.isPresent() && ipv4.isEmpty();
        open6 = bound6.isPresent() && ipv6.isEmpty();
        setByUser(config.entries().keySet());
    }

    private static Optional<Endpoint> of(List<Endpoint> bound, boolean v6) {
        return bound.stream().filter(endpoint -> endpoint.address().v6() == v6).findFirst();
    }

    private static Optional<Endpoint> said(
            ServiceConfig config,
            Optional<IpAddress> advertised,
            Optional<Endpoint> bound,
            IpAddress loopback,
            AddressRules rules,
            int anyPort) {
        int port = config.advertisePort() != 0
                ? config.advertisePort()
                : bound.map(Endpoint::port).orElse(anyPort);
        if (advertised.isPresent() || bound.isEmpty()) {
            return advertised.map(address -> Endpoint.of(address, port));
        }
        IpAddress address = bound.get().address();
        if (!address.isUnspecified()) {
            return Optional.of(Endpoint.of(address, port));
        }
        boolean loopbackOnly = !rules.restrictTo().isEmpty()
                && rules.restrictTo().stream()
                        .allMatch(range -> range.address().isLoopback()
                                && range.bits() >= (range.address().v6() ? 128 : 8));
        return loopbackOnly && rules.permits(loopback) ? Optional.of(Endpoint.of(loopback, port)) : Optional.empty();
    }

    /** Whether our peers may say where we are, in any family. */
    boolean areOpen() {
        return open4 || open6;
    }

    /** Whether this agreement of our peers is to be announced. */
    boolean isOpen(Endpoint agreed) {
        return agreed.address().v6() ? open6 : open4;
    }

    /** The user has set these entries of the record: what they say stays. */
    void setByUser(Set<String> keys) {
        open4 &= !keys.contains(Entries.IP.key()) && !keys.contains(Entries.UDP.key());
        open6 &= !keys.contains(Entries.IP6.key()) && !keys.contains(Entries.UDP6.key());
    }

    void putInto(NodeRecordBuilder record) {
        ipv4.ifPresent(endpoint -> put(record, endpoint));
        ipv6.ifPresent(endpoint -> put(record, endpoint));
    }

    /** {@code udp6} also when it equals {@code udp}: some read its absence as unreachable. */
    static void put(NodeRecordBuilder record, Endpoint endpoint) {
        if (endpoint.address().v6()) {
            record.put(Entries.IP6, endpoint.address()).put(Entries.UDP6, endpoint.port());
        } else {
            record.put(Entries.IP, endpoint.address()).put(Entries.UDP, endpoint.port());
        }
    }
}
