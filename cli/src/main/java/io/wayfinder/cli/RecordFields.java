package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.UnverifiedRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record as output shows it. Names are those of JSON-RPC's peers. */
final class RecordFields {

    private RecordFields() {}

    /** Everything: known entries under their keys by what they mean, the others under {@code otherEntries} in hex. */
    static JsonObject full(NodeRecord record) {
        JsonObject fields = brief(record);
        putEntries(fields, record.describe());
        record.multiaddrs().stream().findFirst().ifPresent(address -> fields.put("multiaddr", address.toString()));
        record.enode().ifPresent(enode -> fields.put("enode", enode.toString()));
        return fields.put("peerId", record.peerId().toString())
                .put("signature", record.signature().toHexString())
                .put("size", record.encoded().size())
                .put("verified", true);
    }

    /** Of an identity scheme that is not known: there is neither key nor node ID. */
    static JsonObject full(UnverifiedRecord record) {
        JsonObject fields = new JsonObject().put("enr", record.text()).put("seq", Long.toUnsignedString(record.seq()));
        putEntries(fields, record.describe());
        return fields.put("signature", record.signature().toHexString())
                .put("size", record.encoded().size())
                .put("verified", false);
    }

    /** What a row of a list needs. */
    static JsonObject brief(NodeRecord record) {
        JsonObject endpoints = new JsonObject();
        put(endpoints, "udp", record.udp4());
        put(endpoints, "udp6", record.udp6());
        put(endpoints, "tcp", record.tcp4());
        put(endpoints, "tcp6", record.tcp6());
        put(endpoints, "quic", record.quic4());
        put(endpoints, "quic6", record.quic6());
        return new JsonObject()
                .put("nodeId", record.nodeId().bytes().toHexString())
                .put("enr", record.text())
                .put("seq", Long.toUnsignedString(record.seq()))
                .put("endpoints", endpoints);
    }

    /** The endpoint to show in one column. */
    static String endpoint(NodeRecord record) {
        return record.udp4().or(record::udp6).map(Endpoint::toString).orElse("-");
    }

    private static void put(JsonObject endpoints, String name, Optional<Endpoint> endpoint) {
        endpoint.ifPresent(address -> endpoints.put(name, address.toString()));
    }

    /** An unknown entry cannot pose as one of our fields. */
    private static void putEntries(JsonObject fields, Map<String, Object> described) {
        JsonObject others = new JsonObject();
        described.forEach((key, value) -> (Entries.known(key).isPresent() ? fields : others).put(key, json(value)));
        if (!others.isEmpty()) {
            fields.put("otherEntries", others);
        }
    }

    private static Object json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, inner) -> object.put(String.valueOf(key), json(inner)));
                yield object;
            }
            case List<?> list ->
                new JsonArray(list.stream().map(RecordFields::json).toList());
            default -> value;
        };
    }
}
