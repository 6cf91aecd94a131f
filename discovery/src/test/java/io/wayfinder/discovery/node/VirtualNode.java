package io.wayfinder.discovery.node;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/** One node of a {@link VirtualNetwork}: a core, where it is, and what it has told. */
final class VirtualNode {

    final SecretKey key;
    Endpoint endpoint;
    final Discv5 core;
    /** All but the datagrams. */
    final List<Output> outputs = new ArrayList<>();

    boolean alive = true;
    long timerMs = Long.MAX_VALUE;
    long packetsSent;

    VirtualNode(SecretKey key, Endpoint endpoint, Discv5 core) {
        this.key = key;
        this.endpoint = endpoint;
        this.core = core;
    }

    static NodeRecord record(Secp256k1 curve, SecretKey key, long seq, Endpoint endpoint) {
        NodeRecordBuilder builder = new NodeRecordBuilder().seq(seq);
        if (endpoint.address().v6()) {
            builder.put(Entries.IP6, endpoint.address()).put(Entries.UDP6, endpoint.port());
        } else {
            builder.put(Entries.IP, endpoint.address()).put(Entries.UDP, endpoint.port());
        }
        return builder.sign(key, curve);
    }

    NodeId id() {
        return core.localRecord().nodeId();
    }

    NodeRecord record() {
        return core.localRecord();
    }

    Contact contact() {
        return Contact.of(record());
    }

    long count(String name) {
        Long value = core.counters().get(name);
        Assertions.assertNotNull(
                value, () -> name + " is none of " + core.counters().keySet());
        return value;
    }

    <T extends Output> List<T> told(Class<T> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends Output> boolean hasTold(Class<T> kind, Predicate<T> which) {
        return told(kind).stream().anyMatch(which);
    }
}
