package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.Enode;
import io.wayfinder.enr.EnrText;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/**
 * The form of a JSON value that callers give: how it is described and how it is read.
 *
 * @param schema JSON Schema of what {@code reader} accepts
 * @param reader of a value other than null; throws IllegalArgumentException with one line that says what is wrong
 */
record Form<T>(JsonObject schema, Function<Object, T> reader) {

    /** In characters: a record of 300 bytes has 404, an enode URL with IPv6 at most 201. */
    private static final int NODE_TEXT_MAX = 500;

    T read(Object json) {
        return reader.apply(json);
    }

    <U> Form<U> map(Function<? super T, ? extends U> function) {
        return new Form<>(schema, json -> function.apply(reader.apply(json)));
    }

    static Form<String> text(int maxLength) {
        JsonObject schema = new JsonObject().put("type", "string").put("maxLength", maxLength);
        return new Form<>(schema, json -> {
            if (json instanceof String text && text.length() <= maxLength) {
                return text;
            }
            throw wrong("a string of at most " + maxLength + " characters", json);
        });
    }

    static Form<Boolean> flag() {
        return new Form<>(new JsonObject().put("type", "boolean"), json -> {
            if (json instanceof Boolean flag) {
                return flag;
            }
            throw wrong("true or false", json);
        });
    }

    static Form<Integer> integer(int min, int max) {
        JsonObject schema =
                new JsonObject().put("type", "integer").put("minimum", min).put("maximum", max);
        return new Form<>(schema, json -> {
            // As a double first: an exact conversion of 1E+999999999 would take all memory.
            double number = json instanceof Number given ? given.doubleValue() : Double.NaN;
            if (number >= min && number <= max && number == Math.rint(number) && isExact((Number) json)) {
                return (int) number;
            }
            throw wrong("an integer from " + min + " to " + max, json);
        });
    }

    /** Octets in hex, with or without 0x. */
    static Form<Bytes> hex(int minBytes, int maxBytes) {
        String digits = "{" + minBytes + "," + maxBytes + "}";
        return new Form<>(
                new JsonObject().put("type", "string").put("pattern", "^(0x)?([0-9a-fA-F]{2})" + digits + "$"),
                json -> {
                    Bytes octets = parseHex(json);
                    if (octets.size() < minBytes || octets.size() > maxBytes) {
                        throw new IllegalArgumentException(octets.size() + " bytes, not "
                                + (minBytes == maxBytes ? minBytes : minBytes + " to " + maxBytes));
                    }
                    return octets;
                });
    }

    static Form<NodeId> nodeId() {
        return hex(32, 32).map(NodeId::of);
    }

    /** A record as {@code enr:} text, its signature checked. */
    static Form<NodeRecord> record() {
        JsonObject schema = new JsonObject()
                .put("type", "string")
                .put("pattern", "^enr:[A-Za-z0-9_-]+$")
                .put("maxLength", NODE_TEXT_MAX);
        return new Form<>(schema, json -> {
            if (!(json instanceof String text) || !text.startsWith("enr:") || text.length() > NODE_TEXT_MAX) {
                throw wrong("a record (enr:...)", json);
            }
            return switch (EnrText.decode(text, Secp256k1.provider())) {
                case DecodedRecord.Valid valid -> valid.record();
                case DecodedRecord.UnknownScheme unknown ->
                    throw new IllegalArgumentException("a record of an identity scheme that is not \"v4\"");
                case DecodedRecord.Rejected rejected ->
                    throw new IllegalArgumentException("not a valid record: " + rejected.detail());
            };
        });
    }

    /** A record, or the {@code enode://} URL of a node whose record is not known. */
    static Form<Contact> contact() {
        JsonObject schema = new JsonObject()
                .put("type", "string")
                .put("pattern", "^(enr:|enode://).+$")
                .put("maxLength", NODE_TEXT_MAX);
        Form<NodeRecord> record = record();
        return new Form<>(schema, json -> {
            if (json instanceof String text && text.startsWith("enode:") && text.length() <= NODE_TEXT_MAX) {
                return Contact.of(Enode.parse(text, Secp256k1.provider()));
            }
            return Contact.of(record.read(json));
        });
    }

    static <E extends Enum<E>> Form<E> oneOf(Class<E> values) {
        List<E> constants = Arrays.asList(values.getEnumConstants());
        return oneOf(constants, constant -> constant.name().toLowerCase(Locale.ROOT));
    }

    static <T> Form<T> oneOf(List<T> values, Function<T, String> name) {
        List<String> names = values.stream().map(name).toList();
        return new Form<>(new JsonObject().put("type", "string").put("enum", new JsonArray(names)), json -> {
            int index = json instanceof String text ? names.indexOf(text) : -1;
            if (index < 0) {
                throw wrong("one of " + String.join(", ", names), json);
            }
            return values.get(index);
        });
    }

    static <T> Form<List<T>> list(Form<T> of, int min, int max) {
        JsonObject schema = new JsonObject()
                .put("type", "array")
                .put("items", of.schema())
                .put("minItems", min)
                .put("maxItems", max);
        return new Form<>(schema, json -> {
            if (!(json instanceof JsonArray array)) {
                throw wrong("an array", json);
            } else if (array.size() < min || array.size() > max) {
                throw new IllegalArgumentException(array.size() + " values, not " + min + " to " + max);
            }
            List<T> values = new ArrayList<>();
            for (Object value : array.getList()) {
                if (value == null) {
                    throw new IllegalArgumentException("null among the values");
                }
                values.add(of.read(value));
            }
            return List.copyOf(values);
        });
    }

    /** One value, or a list of 1 to {@code max}. */
    static <T> Form<List<T>> oneOrMore(Form<T> of, int max) {
        Form<List<T>> list = list(of, 1, max);
        return new Form<>(
                new JsonObject().put("oneOf", new JsonArray().add(of.schema()).add(list.schema())),
                json -> json instanceof JsonArray ? list.read(json) : List.of(of.read(json)));
    }

    private static Bytes parseHex(Object json) {
        String digits = json instanceof String text ? text.startsWith("0x") ? text.substring(2) : text : "?";
        if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw wrong("hex digits", json);
        } else if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException("an odd number of hex digits");
        }
        return Bytes.wrap(HexFormat.of().parseHex(digits));
    }

    // 5.0000000000000000001 is 5 only as a double. Compared, not converted: 1E-999999999 would take all memory.
    private static boolean isExact(Number number) {
        return !(number instanceof BigDecimal decimal)
                || decimal.compareTo(BigDecimal.valueOf((long) decimal.doubleValue())) == 0;
    }

    private static IllegalArgumentException wrong(String expected, Object json) {
        String given = json instanceof JsonObject ? "an object" : json instanceof JsonArray ? "an array" : null;
        return new IllegalArgumentException("not " + expected + " but "
                + (given != null ? given : json instanceof String text ? "\"" + Texts.shortened(text) + "\"" : json));
    }
}
