package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.Multiaddr;
import io.wayfinder.enr.NodeRecord;
import java.util.List;

/** The Beacon API's {@code GET /eth/v1/node/identity}, for tools that look for a consensus client there. */
final class NodeIdentity {

    private NodeIdentity() {}

    static JsonObject of(NodeRecord record) {
        JsonArray discovery = new JsonArray(record.udpEndpoints().stream()
                .map(endpoint -> udp(endpoint, record))
                .toList());
        JsonObject data = new JsonObject()
                .put("peer_id", record.peerId().toString())
                .put("enr", record.text())
                .put(
                        "p2p_addresses",
                        new JsonArray(record.multiaddrs().stream()
                                .map(Multiaddr::toString)
                                .toList()))
                .put("discovery_addresses", discovery)
                .put("metadata", metadata(record));
        return new JsonObject().put("data", data);
    }

    private static String udp(Endpoint udp, NodeRecord record) {
        String family = udp.address().v6() ? "ip6" : "ip4";
        return "/" + family + "/" + udp.address() + "/udp/" + udp.port() + "/p2p/" + record.peerId();
    }

    /** What the record announces; a consensus client counts its metadata apart from its record, which we cannot know. */
    private static JsonObject metadata(NodeRecord record) {
        return new JsonObject()
                .put("seq_number", Long.toUnsignedString(record.seq()))
                .put("attnets", bits(record.get(Entries.ATTNETS).orElse(List.of()), 64))
                .put("syncnets", bits(record.get(Entries.SYNCNETS).orElse(List.of()), 4))
                .put(
                        "custody_group_count",
                        String.valueOf(record.get(Entries.CGC).orElse(0)));
    }

    /** SSZ: the bits of each byte from the lowest. */
    private static String bits(List<Integer> set, int length) {
        StringBuilder hex = new StringBuilder("0x");
        for (int start = 0; start < length; start += 8) {
            int octet = 0;
            for (int bit = 0; bit < 8; bit++) {
                octet |= set.contains(start + bit) ? 1 << bit : 0;
            }
            hex.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
        }
        return hex.toString();
    }
}
