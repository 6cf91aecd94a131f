package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.Entry;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.rpc.RpcError.Code;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.jspecify.annotations.Nullable;

/** What {@code discv5_updateNodeInfo} is to change in our record: an endpoint, or entries by key. */
sealed interface NodeUpdate {

    /** An address and a port of UDP, or of TCP. */
    record Socket(Endpoint endpoint) implements NodeUpdate {}

    /** Key to RLP item; no bytes remove the entry. */
    record Values(Map<String, Bytes> items) implements NodeUpdate {}

    /** As many as a record has room for: a key, a value and their headers take at least four of its 300 bytes. */
    int ENTRIES_MAX = 64;

    /** The key to RLP item. */
    default Map<String, Bytes> entries(boolean tcp) {
        return switch (this) {
            case Values values -> values.items();
            case Socket(Endpoint endpoint) -> {
                boolean v6 = endpoint.address().v6();
                Entry<IpAddress> ip = v6 ? Entries.IP6 : Entries.IP;
                Entry<Integer> port = v6 ? (tcp ? Entries.TCP6 : Entries.UDP6) : (tcp ? Entries.TCP : Entries.UDP);
                Map<String, Bytes> entries = new LinkedHashMap<>();
                entries.put(ip.key(), ip.encode(endpoint.address()));
                entries.put(port.key(), port.encode(endpoint.port()));
                yield entries;
            }
        };
    }

    static Form<NodeUpdate> form() {
        Form<Endpoint> socket = Form.text(100).map(NodeUpdate::endpoint);
        JsonObject text = Form.text(TEXT_MAX)
                .schema()
                .put("type", new JsonArray().add("string").add("null"));
        JsonObject pair = new JsonObject()
                .put("type", "array")
                .put("items", text)
                .put("minItems", 2)
                .put("maxItems", 2);
        JsonObject pairs = new JsonObject()
                .put("type", "array")
                .put("items", pair)
                .put("minItems", 1)
                .put("maxItems", ENTRIES_MAX);
        return new Form<>(
                new JsonObject()
                        .put("oneOf", new JsonArray().add(socket.schema()).add(pairs)),
                json -> json instanceof JsonArray array ? values(array) : new Socket(socket.read(json)));
    }

    /** Characters of a key or of a value in hex: no record has more. */
    int TEXT_MAX = 602;

    /** Bytes of a value: of the 300 of a record, those that its signature leaves and more. */
    int VALUE_MAX = 290;

    /** {@code [[key, value]...]} is also taken as the parameters themselves, not only as the first of them. */
    static Object arrange(JsonArray params) {
        boolean pairs = !params.isEmpty()
                && params.getValue(0) instanceof JsonArray first
                && !first.isEmpty()
                && first.getValue(0) instanceof String;
        return pairs ? new JsonArray().add(params) : params;
    }

    /** What is wrong with an entry is not told of {@code socketAddr}, which nobody wrote who gives entries. */
    private static NodeUpdate values(JsonArray pairs) {
        try {
            return new Values(items(pairs));
        } catch (IllegalArgumentException e) {
            throw Arguments.invalid("entries: " + e.getMessage());
        }
    }

    private static Endpoint endpoint(String text) {
        Endpoint endpoint = Endpoint.parse(text);
        if (endpoint.port() == 0 || endpoint.scope() != 0) {
            throw new IllegalArgumentException("a record has no port 0 and no scope");
        }
        return endpoint;
    }

    private static Map<String, Bytes> items(JsonArray pairs) {
        if (pairs.isEmpty() || pairs.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException(pairs.size() + " entries, not 1 to " + ENTRIES_MAX);
        }
        Map<String, Bytes> items = new LinkedHashMap<>();
        for (Object value : pairs) {
            if (!(value instanceof JsonArray pair)
                    || pair.size() != 2
                    || !(pair.getValue(0) instanceof String key)
                    || !(pair.getValue(1) == null || pair.getValue(1) instanceof String)) {
                throw new IllegalArgumentException("an entry is [key, value in hex], or [key, null] to remove it");
            }
            if (items.put(key, item(key, pair.getString(1))) != null) {
                throw new IllegalArgumentException("\"" + Texts.shortened(key) + "\" twice");
            }
        }
        return items;
    }

    private static Bytes octets(String key, String value) {
        try {
            return Form.hex(0, VALUE_MAX).read(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the value of \"" + Texts.shortened(key) + "\": " + e.getMessage(), e);
        }
    }

    /** The value as an RLP string; for the known entries that are RLP lists, it is the list itself. */
    private static Bytes item(String key, @Nullable String value) {
        if (key.equals(Entries.ID.key()) || key.equals(Entries.SECP256K1.key())) {
            throw new RpcError(Code.NOT_ALLOWED, "\"" + key + "\" comes from the node's key and cannot be set");
        }
        if (value == null) {
            return Bytes.EMPTY;
        }
        Bytes octets = octets(key, value);
        Bytes string = RLP.encodeValue(octets);
        Optional<Entry<?>> known = Entries.known(key);
        if (known.isEmpty() || known.get().decode(string).isPresent()) {
            return string;
        } else if (known.get().decode(octets).isPresent()) {
            return octets;
        }
        throw new IllegalArgumentException("not a value of \"" + key + "\"");
    }
}
