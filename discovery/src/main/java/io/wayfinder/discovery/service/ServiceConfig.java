package io.wayfinder.discovery.service;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/**
 * How a service is started.
 *
 * @param listen one or two endpoints (IPv4, IPv6) to bind; port 0 is any free one, chosen once for both
 * @param restrictTo CIDRs outside which nothing is sent, accepted or relayed; empty: no restriction
 * @param advertiseIp4 what the record says, when it is known beforehand
 * @param advertisePort 0: the bound port
 * @param entries more entries for the record: key to canonical RLP item
 * @param dataDirectory where sequence number and peers are kept; empty: nothing is kept
 */
public record ServiceConfig(
        SecretKey key,
        List<Endpoint> listen,
        Bytes protocolId,
        List<IpPrefix> restrictTo,
        List<Contact> bootnodes,
        Optional<IpAddress> advertiseIp4,
        Optional<IpAddress> advertiseIp6,
        int advertisePort,
        Map<String, Bytes> entries,
        Optional<Path> dataDirectory) {
    /** In bytes. */
    public static final int PROTOCOL_ID_SIZE = 6;

    /** @throws IllegalArgumentException with one line, for what no node could be started with */
    public ServiceConfig {
        listen = List.copyOf(listen);
        restrictTo = List.copyOf(restrictTo);
        bootnodes = List.copyOf(bootnodes);
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        if (protocolId.size() != PROTOCOL_ID_SIZE) {
            throw new IllegalArgumentException("a protocol ID has 6 bytes, not " + protocolId.size());
        }
        long ipv6 = listen.stream().filter(endpoint -> endpoint.address().v6()).count();
        if (listen.isEmpty() || ipv6 > 1 || listen.size() - ipv6 > 1) {
            throw new IllegalArgumentException("one address of each family to listen on, and at least one: " + listen);
        }
        if (advertisePort < 0 || advertisePort > Endpoint.PORT_MAX) {
            throw new IllegalArgumentException("a port is from 0 to " + Endpoint.PORT_MAX + ", not " + advertisePort);
        }
        requireFamily(advertiseIp4, false);
        requireFamily(advertiseIp6, true);
    }

    private static void requireFamily(Optional<IpAddress> advertised, boolean v6) {
        if (advertised.isPresent() && advertised.get().v6() != v6) {
            throw new IllegalArgumentException(advertised.get() + " is not an " + (v6 ? "IPv6" : "IPv4") + " address");
        }
    }
}
