package io.wayfinder.discovery.node;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Contact;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/**
 * What a node needs to be told once.
 *
 * @param protocolId 6 bytes
 * @param bootnodes asked first, and again whenever the table is empty
 * @param voteOnEndpoint whether PONGs may change the endpoint in our record
 */
public record Config(
        SecretKey key,
        Bytes protocolId,
        AddressRules rules,
        List<Contact> bootnodes,
        boolean voteOnEndpoint,
        Limits limits) {}
