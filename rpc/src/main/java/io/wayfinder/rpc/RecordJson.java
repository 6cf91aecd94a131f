package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A node record as JSON: the names that peers over JSON-RPC and the output of commands share. */
public final class RecordJson {

    private RecordJson() {}

    /** Who the node is and where it listens, without the other entries. */
    public static JsonObject brief(NodeRecord record) {
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

    /**
     * The entries that have a place of their own under their keys; the others under {@code otherEntries}, so that no record can put a
     * value of its choice where another is expected.
     *
     * @param described as {@code NodeRecord.describe()} gives them
     * @param own which keys have a place of their own
     */
    public static void putEntries(JsonObject json, Map<String, Object> described, Predicate<String> own) {
        JsonObject others = new JsonObject();
        described.forEach((key, value) -> (own.test(key) ? json : others).put(key, json(value)));
        if (!others.isEmpty()) {
            json.put("otherEntries", others);
        }
    }

    /** The addresses that clients dial, where the record has what they are made of. */
    public static void putAddresses(JsonObject json, NodeRecord record) {
        record.multiaddrs().stream().findFirst().ifPresent(address -> json.put("multiaddr", address.toString()));
        record.enode().ifPresent(enode -> json.put("enode", enode.toString()));
    }

    private static void put(JsonObject endpoints, String name, Optional<Endpoint> endpoint) {
        endpoint.ifPresent(address -> endpoints.put(name, address.toString()));
    }

    private static Object json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, inner) -> object.put(String.valueOf(key), json(inner)));
                yield object;
            }
            case List<?> list ->
                new JsonArray(list.stream().map(RecordJson::json).toList());
            default -> value;
        };
    }
}
