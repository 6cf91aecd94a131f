package io.wayfinder.discovery.service;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        List<AddressRules.Cidr> restrictTo,
        List<Contact> bootnodes,
        Optional<IpAddress> advertiseIp4,
        Optional<IpAddress> advertiseIp6,
        int advertisePort,
        Map<String, Bytes> entries,
        Optional<Path> dataDirectory) {}
