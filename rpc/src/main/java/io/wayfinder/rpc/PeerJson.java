package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.FoundPeer;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Optional;

/** A found peer as JSON. */
final class PeerJson {

    private PeerJson() {}

    static JsonObject of(FoundPeer peer) {
        NodeRecord record = peer.record();
        JsonObject json = RecordJson.brief(record);
        RecordJson.putEntries(json, record.describe(), key -> hasItsForm(record, key));
        RecordJson.putAddresses(json, record);
        custodyColumns(record).ifPresent(columns -> json.put("custodyColumns", new JsonArray(columns)));
        json.put("firstSeen", peer.firstSeenMs())
                .put("lastSeen", peer.lastSeenMs())
                .put("live", peer.live())
                .put("checks", peer.checks());
        peer.lastAnsweredMs().ifPresent(time -> json.put("lastAnswered", time));
        peer.rttMs().ifPresent(rtt -> json.put("rttMs", rtt));
        return json;
    }

    /** An entry of another form than its key promises is among the others. */
    private static boolean hasItsForm(NodeRecord record, String key) {
        return Entries.known(key).flatMap(record::get).isPresent();
    }

    private static Optional<List<Integer>> custodyColumns(NodeRecord record) {
        return record.get(Entries.CGC)
                .filter(count -> count <= CustodyColumns.GROUPS)
                .map(count -> CustodyColumns.of(record.nodeId(), count));
    }
}
