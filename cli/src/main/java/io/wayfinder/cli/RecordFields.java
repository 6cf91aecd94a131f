package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.UnverifiedRecord;
import java.util.List;
import java.util.Map;

/** A record as output shows it: known entries by what they mean, unknown ones in hex. Names are those of JSON-RPC. */
final class RecordFields {

    private RecordFields() {}

    /** Everything. */
    static JsonObject full(NodeRecord record) {
        JsonObject fields = brief(record)
                .put("publicKey", record.publicKey().compressed().toHexString())
                .put("peerId", record.peerId().toString())
                .put("size", record.encoded().size())
                .put("signature", record.signature().toHexString())
                .put("verified", true);
        record.enode().ifPresent(enode -> fields.put("enode", enode.toString()));
        if (!record.multiaddrs().isEmpty()) {
            fields.put("multiaddr", new JsonArray(record.multiaddrs().stream().map(Object::toString).toList()));
        }
        return fields.put("entries", entries(record.describe()));
    }

    /** Of an identity scheme that is not known: there is neither key nor node ID. */
    static JsonObject full(UnverifiedRecord record) {
        return new JsonObject()
                .put("enr", record.text())
                .put("seq", Long.toUnsignedString(record.seq()))
                .put("size", record.encoded().size())
                .put("signature", record.signature().toHexString())
                .put("verified", false)
                .put("entries", entries(record.describe()));
    }

    /** What a row of a list needs. */
    static JsonObject brief(NodeRecord record) {
        JsonObject fields = new JsonObject()
                .put("enr", record.text())
                .put("nodeId", record.nodeId().bytes().toHexString())
                .put("seq", Long.toUnsignedString(record.seq()));
        record.udp4().ifPresent(endpoint -> fields.put("udp", endpoint.toString()));
        record.udp6().ifPresent(endpoint -> fields.put("udp6", endpoint.toString()));
        return fields;
    }

    /** The endpoint to show in one column. */
    static String endpoint(NodeRecord record) {
        return record.udp4().or(record::udp6).map(Endpoint::toString).orElse("-");
    }

    private static JsonObject entries(Map<String, Object> described) {
        JsonObject shown = new JsonObject();
        described.forEach((key, value) -> shown.put(key, json(value)));
        return shown;
    }

    private static Object json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, inner) -> object.put(String.valueOf(key), json(inner)));
                yield object;
            }
            case List<?> list -> new JsonArray(list.stream().map(RecordFields::json).toList());
            default -> value;
        };
    }
}
