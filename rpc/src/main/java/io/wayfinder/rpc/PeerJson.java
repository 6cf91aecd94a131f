package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.FoundPeer;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A found peer as JSON. */
final class PeerJson {

    private PeerJson() {}

    static JsonObject of(FoundPeer peer) {
        NodeRecord record = peer.record();
        JsonObject json = new JsonObject()
                .put("nodeId", record.nodeId().bytes().toHexString())
                .put("enr", record.text())
                .put("seq", Long.toUnsignedString(record.seq()))
                .put("endpoints", endpoints(record));
        putEntries(json, record);
        record.multiaddrs().stream().findFirst().ifPresent(address -> json.put("multiaddr", address.toString()));
        record.enode().ifPresent(enode -> json.put("enode", enode.toString()));
        custodyColumns(record).ifPresent(columns -> json.put("custodyColumns", new JsonArray(columns)));
        json.put("firstSeen", peer.firstSeenMs())
                .put("lastSeen", peer.lastSeenMs())
                .put("live", peer.live())
                .put("checks", peer.checks());
        peer.lastAnsweredMs().ifPresent(time -> json.put("lastAnswered", time));
        peer.rttMs().ifPresent(rtt -> json.put("rttMs", rtt));
        return json;
    }

    private static JsonObject endpoints(NodeRecord record) {
        JsonObject endpoints = new JsonObject();
        put(endpoints, "udp", record.udp4());
        put(endpoints, "udp6", record.udp6());
        put(endpoints, "tcp", record.tcp4());
        put(endpoints, "tcp6", record.tcp6());
        put(endpoints, "quic", record.quic4());
        put(endpoints, "quic6", record.quic6());
        return endpoints;
    }

    private static void put(JsonObject endpoints, String name, Optional<Endpoint> endpoint) {
        endpoint.ifPresent(address -> endpoints.put(name, address.toString()));
    }

    /**
     * Known entries under their own keys, each of its own shape; the others under {@code otherEntries}, so that no peer can put a value of
     * its choice where another is expected.
     */
    private static void putEntries(JsonObject json, NodeRecord record) {
        JsonObject others = new JsonObject();
        record.describe().forEach((key, value) -> (hasItsForm(record, key) ? json : others).put(key, json(value)));
        if (!others.isEmpty()) {
            json.put("otherEntries", others);
        }
    }

    private static boolean hasItsForm(NodeRecord record, String key) {
        return Entries.known(key).flatMap(record::get).isPresent();
    }

    @SuppressWarnings("unchecked") // What describe() gives has text for keys.
    private static Object json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> new JsonObject((Map<String, Object>) map);
            case List<?> list -> new JsonArray(list);
            default -> value;
        };
    }

    private static Optional<List<Integer>> custodyColumns(NodeRecord record) {
        return record.get(Entries.CGC)
                .filter(count -> count <= CustodyColumns.GROUPS)
                .map(count -> CustodyColumns.of(record.nodeId(), count));
    }
}
