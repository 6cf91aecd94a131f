package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** JSON Schema of what methods give. */
final class Schemas {

    static final JsonObject BOOLEAN = type("boolean");
    static final JsonObject INTEGER = type("integer");
    static final JsonObject TEXT = type("string");
    static final JsonObject ENR = type("string").put("pattern", "^enr:[A-Za-z0-9_-]+$");
    static final JsonObject HEX = type("string").put("pattern", "^0x([0-9a-f]{2})*$");
    static final JsonObject NODE_ID = type("string").put("pattern", "^0x[0-9a-f]{64}$");
    /** An unsigned 64-bit number, for which JSON in JavaScript has no place. */
    static final JsonObject DECIMAL = type("string").put("pattern", "^(0|[1-9][0-9]*)$");

    /** A reference into {@link #components}. */
    static final JsonObject PEER = new JsonObject().put("$ref", "#/components/schemas/Peer");

    private Schemas() {}

    static JsonObject type(String name) {
        return new JsonObject().put("type", name);
    }

    static JsonObject list(JsonObject of) {
        return type("array").put("items", of);
    }

    /** An object with these properties, those in {@code optional} not always there. */
    static JsonObject object(JsonObject required, JsonObject optional) {
        JsonObject properties = new JsonObject().mergeIn(required).mergeIn(optional);
        return type("object")
                .put("properties", properties)
                .put("required", new JsonArray(required.fieldNames().stream().toList()));
    }

    static JsonObject object(JsonObject required) {
        return object(required, new JsonObject());
    }

    static JsonObject components() {
        return new JsonObject().put("schemas", new JsonObject().put("Peer", peer()));
    }

    private static JsonObject peer() {
        JsonObject always = new JsonObject()
                .put("nodeId", NODE_ID)
                .put("enr", ENR)
                .put("seq", DECIMAL)
                .put("endpoints", type("object").put("additionalProperties", TEXT))
                .put("firstSeen", INTEGER.copy().put("description", "Unix milliseconds"))
                .put("lastSeen", INTEGER.copy().put("description", "Unix milliseconds"))
                .put("live", BOOLEAN)
                .put("checks", INTEGER);
        JsonObject sometimes = entries()
                .put("multiaddr", TEXT)
                .put("enode", TEXT)
                .put("custodyColumns", list(INTEGER))
                .put("lastAnswered", INTEGER.copy().put("description", "Unix milliseconds"))
                .put("rttMs", INTEGER)
                .put("otherEntries", type("object").put("description", "entries of unknown keys or forms, by key"));
        return object(always, sometimes)
                .put("description", "a found peer, with the known entries of its record under their own keys");
    }

    private static JsonObject entries() {
        JsonObject eth2 = new JsonObject()
                .put("forkDigest", HEX)
                .put("nextForkVersion", HEX)
                .put("nextForkEpoch", DECIMAL);
        return new JsonObject()
                .put("ip", TEXT)
                .put("udp", INTEGER)
                .put("tcp", INTEGER)
                .put("ip6", TEXT)
                .put("udp6", INTEGER)
                .put("tcp6", INTEGER)
                .put("quic", INTEGER)
                .put("quic6", INTEGER)
                .put("eth", object(new JsonObject().put("forkId", HEX).put("forkNext", DECIMAL)))
                .put("eth2", object(eth2))
                .put("nfd", HEX)
                .put("attnets", list(INTEGER))
                .put("syncnets", list(INTEGER))
                .put("cgc", INTEGER)
                .put(
                        "client",
                        object(
                                new JsonObject().put("name", TEXT).put("version", TEXT),
                                new JsonObject().put("build", TEXT)));
    }
}
