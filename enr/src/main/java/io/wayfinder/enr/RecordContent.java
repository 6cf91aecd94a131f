package io.wayfinder.enr;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/**
 * A record's parts, whatever its identity scheme: {@code [signature, seq, k, v, ...]} (EIP-778, "RLP Encoding").
 *
 * <p>A key "can be any byte sequence": here each byte is a character of the same number (ISO 8859-1), which keeps every
 * key and sorts as the bytes do.
 *
 * @param encoded the whole record
 * @param signature its octets
 * @param seq unsigned
 * @param entries key to RLP item, in order
 */
record RecordContent(Bytes encoded, Bytes signature, long seq, SortedMap<String, Bytes> entries) {

    /** Checks the form alone, not the identity scheme. */
    static RecordContent decode(Bytes rlp) throws RecordException {
        if (rlp.size() > NodeRecord.SIZE_MAX) {
            throw new RecordException(
                    RecordRejection.TOO_LONG, rlp.size() + " bytes, more than " + NodeRecord.SIZE_MAX);
        }
        Bytes encoded = Bytes.wrap(rlp.toArray()); // not copy(), which shares an array that it fills
        RlpItem record = RlpItem.read(encoded, 0, encoded.size());
        if (!record.list() || record.end() != encoded.size()) {
            throw malformed(record.list() ? "bytes after the end of the record" : "not a list");
        }
        List<Bytes> items = record.children();
        if (items.size() < 2 || items.size() % 2 != 0) {
            throw malformed(items.size() + " items: not a signature, a sequence number and pairs");
        }
        Bytes signature = octets(items.get(0), "the signature");
        Bytes seq = octets(items.get(1), "the sequence number");
        return new RecordContent(encoded, signature, seq(seq), entries(items.subList(2, items.size())));
    }

    /** What the signature is over: the list without its first item, the very bytes that came. */
    Bytes signed() throws RecordException {
        RlpItem record = RlpItem.read(encoded, 0, encoded.size());
        int afterSignature = RlpItem.read(encoded, record.start(), record.end()).end();
        return RlpItem.ofList(writer -> writer.writeRLP(encoded.slice(afterSignature)));
    }

    static Bytes signed(long seq, SortedMap<String, Bytes> entries) {
        return RlpItem.ofList(writer -> {
            writer.writeRLP(RlpItem.ofInteger(seq));
            entries.forEach((key, item) -> {
                writer.writeRLP(keyItem(key));
                writer.writeRLP(item);
            });
        });
    }

    static Bytes encode(Bytes signature, long seq, SortedMap<String, Bytes> entries) {
        return RlpItem.ofList(writer -> {
            writer.writeValue(signature);
            writer.writeRLP(RlpItem.ofInteger(seq));
            entries.forEach((key, item) -> {
                writer.writeRLP(keyItem(key));
                writer.writeRLP(item);
            });
        });
    }

    /** The name of the identity scheme. */
    String scheme() throws RecordException {
        Bytes item = entries.get(Entries.ID.key());
        Optional<String> name = item == null ? Optional.empty() : Entries.ID.decode(item);
        return name.orElseThrow(() -> new RecordException(
                RecordRejection.BAD_IDENTITY, item == null ? "no id entry" : "the id entry is not a name"));
    }

    /** The key where it is plain text, else its bytes in hexadecimal with 0x; different for different keys. */
    static String printable(String key) {
        return RlpItem.isPrintable(key) && !key.startsWith("0x")
                ? key
                : octets(key).toHexString();
    }

    private static Bytes keyItem(String key) {
        return RLP.encodeValue(octets(key));
    }

    private static Bytes octets(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static long seq(Bytes octets) throws RecordException {
        if (!octets.isEmpty() && octets.get(0) == 0) {
            throw malformed("the sequence number has a leading zero");
        }
        if (octets.size() > Long.BYTES) {
            throw new RecordException(RecordRejection.BAD_SEQ, "the sequence number has more than 64 bits");
        }
        return octets.toLong();
    }

    private static SortedMap<String, Bytes> entries(List<Bytes> items) throws RecordException {
        TreeMap<String, Bytes> entries = new TreeMap<>();
        for (int i = 0; i < items.size(); i += 2) {
            Bytes octets = octets(items.get(i), "a key");
            String key = new String(octets.toArrayUnsafe(), StandardCharsets.ISO_8859_1);
            if (!entries.isEmpty() && entries.lastKey().compareTo(key) >= 0) {
                boolean repeated = entries.containsKey(key);
                throw new RecordException(
                        RecordRejection.BAD_KEYS,
                        "key " + printable(key) + " is " + (repeated ? "repeated" : "out of order"));
            }
            entries.put(key, items.get(i + 1));
        }
        return Collections.unmodifiableSortedMap(entries);
    }

    private static Bytes octets(Bytes item, String what) throws RecordException {
        RlpItem read = RlpItem.read(item, 0, item.size());
        if (read.list()) {
            throw malformed(what + " is a list");
        }
        return read.content();
    }

    private static RecordException malformed(String detail) {
        return new RecordException(RecordRejection.BAD_RLP, detail);
    }
}
