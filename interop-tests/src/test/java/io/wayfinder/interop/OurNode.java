package io.wayfinder.interop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.DiscoveryService.Pinged;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.EnrText;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tuweni.bytes.Bytes;

/** A node of ours on loopback, which answers the protocol "echo" with what it was sent. */
final class OurNode implements AutoCloseable {

    static final Bytes ECHO = Bytes.wrap("echo".getBytes(StandardCharsets.US_ASCII));

    private static final Secp256k1 CURVE = Secp256k1.provider();
    private static final long LIMIT_S = 10;

    private final DiscoveryService service;

    private OurNode(DiscoveryService service) {
        this.service = service;
        service.onTalk(ECHO, request -> Future.succeededFuture(request.payload()));
    }

    /** On 127.0.0.1; port 0 is any free one. */
    static OurNode start(Vertx vertx, String keyHex, int port, List<String> bootnodes) {
        return start(vertx, keyHex, "127.0.0.1", port, bootnodes);
    }

    static OurNode start(Vertx vertx, String keyHex, String ip, int port, List<String> bootnodes) {
        ServiceConfig config = new ServiceConfig(
                SecretKey.of(Bytes.fromHexString(keyHex)),
                List.of(Endpoint.of(IpAddress.parse(ip), port)),
                PacketCodec.DISCV5,
                List.of(IpPrefix.containing("127.0.0.0/8"), IpPrefix.containing("::1/128")),
                bootnodes.stream().map(OurNode::contact).toList(),
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                Optional.empty());
        return new OurNode(await(DiscoveryService.start(vertx, config)));
    }

    DiscoveryService service() {
        return service;
    }

    String enr() {
        return service.localRecord().text();
    }

    NodeId nodeId() {
        return service.localRecord().nodeId();
    }

    int port() {
        return service.boundEndpoints().getFirst().port();
    }

    Pinged ping(String enr) {
        return await(service.ping(contact(enr)).future());
    }

    /** The texts of the records in the answer. */
    List<String> findNode(String enr, List<Integer> distances) {
        return await(service.findNode(contact(enr), distances).future()).stream()
                .map(NodeRecord::text)
                .toList();
    }

    Bytes talk(String enr, Bytes protocol, Bytes payload) {
        return await(service.talk(contact(enr), protocol, payload).future());
    }

    /** The nodes that it would tell others of. */
    List<String> live() {
        return await(service.tableEntries()).stream()
                .filter(TableEntry::live)
                .map(entry -> entry.record().text())
                .toList();
    }

    /** What is counted under a name, all labels taken together. */
    long counted(String name) {
        return await(service.counters()).entrySet().stream()
                .filter(entry -> entry.getKey().replaceAll("\\{.*", "").equals(name))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        await(service.stop());
    }

    static NodeRecord record(String enr) {
        if (EnrText.decode(enr, CURVE) instanceof DecodedRecord.Valid valid) {
            return valid.record();
        }
        throw new IllegalArgumentException("not a valid record: " + enr);
    }

    static Contact contact(String enr) {
        return Contact.of(record(enr));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(LIMIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("nothing within " + LIMIT_S + " s", e);
        }
    }
}
