package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.UnverifiedRecord;
import io.wayfinder.rpc.RecordJson;

/** A record as output shows it. Names are those of JSON-RPC's peers. */
final class RecordFields {

    private RecordFields() {}

    /** Everything: known entries under their keys by what they mean, the others under {@code otherEntries} in hex. */
    static JsonObject full(NodeRecord record) {
        JsonObject fields = RecordJson.brief(record);
        RecordJson.putEntries(fields, record.describe(), RecordFields::isKnown);
        RecordJson.putAddresses(fields, record);
        return fields.put("peerId", record.peerId().toString())
                .put("signature", record.signature().toHexString())
                .put("size", record.encoded().size())
                .put("verified", true);
    }

    /** Of an identity scheme that is not known: there is neither key nor node ID. */
    static JsonObject full(UnverifiedRecord record) {
        JsonObject fields = new JsonObject().put("enr", record.text()).put("seq", Long.toUnsignedString(record.seq()));
        RecordJson.putEntries(fields, record.describe(), RecordFields::isKnown);
        return fields.put("signature", record.signature().toHexString())
                .put("size", record.encoded().size())
                .put("verified", false);
    }

    /** The endpoint to show in one column. */
    static String endpoint(NodeRecord record) {
        return record.udp4().or(record::udp6).map(Endpoint::toString).orElse("-");
    }

    private static boolean isKnown(String key) {
        return Entries.known(key).isPresent();
    }
}
