package io.wayfinder.enr;

import io.wayfinder.crypto.Keccak256;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/** Makes and re-signs records of the "v4" identity scheme. Belongs to one thread; may sign more than once. */
public final class NodeRecordBuilder {

    private final SortedMap<String, Bytes> entries = new TreeMap<>();
    private long seq = 1;

    /** Without entries, and with sequence number 1. */
    public NodeRecordBuilder() {}

    /** Starts from the sequence number and the entries of {@code record}. */
    public static NodeRecordBuilder from(NodeRecord record) {
        NodeRecordBuilder builder = new NodeRecordBuilder().seq(record.seq());
        builder.entries.putAll(record.entries());
        return builder;
    }

    /** @param seq unsigned */
    public NodeRecordBuilder seq(long seq) {
        this.seq = seq;
        return this;
    }

    /** @throws IllegalArgumentException for a value that the entry cannot hold, and as {@link #putRaw} */
    public <T> NodeRecordBuilder put(Entry<T> entry, T value) {
        return putRaw(entry.key(), entry.encode(value));
    }

    /**
     * Any entry but {@code id} and {@code secp256k1}, which {@link #sign} sets. Addresses and ports must be of their
     * form, since every reader relies on them; of other entries their networks know best.
     *
     * @param key characters up to U+00FF, each one byte
     * @param rlpItem one canonical RLP item
     * @throws IllegalArgumentException otherwise
     */
    public NodeRecordBuilder putRaw(String key, Bytes rlpItem) {
        if (key.equals(Entries.ID.key()) || key.equals(Entries.SECP256K1.key())) {
            throw new IllegalArgumentException("\"" + key + "\" comes from the key that signs");
        }
        if (key.chars().anyMatch(character -> character > 0xff)) {
            throw new IllegalArgumentException("a key is of bytes: \"" + key + "\"");
        }
        // The size first: what is longer is not worth the look at its items.
        if (rlpItem.size() > NodeRecord.SIZE_MAX || RlpItem.of(rlpItem).isEmpty()) {
            throw new IllegalArgumentException("the value of \"" + key + "\" is not one canonical RLP item");
        }
        if (Entries.isEndpoint(key)
                && Entries.known(key).flatMap(entry -> entry.describe(rlpItem)).isEmpty()) {
            throw new IllegalArgumentException("not a value of \"" + key + "\": " + rlpItem);
        }
        entries.put(key, Bytes.wrap(rlpItem.toArray()));
        return this;
    }

    /** The value is these octets, as they are; otherwise as {@link #putRaw}. */
    public NodeRecordBuilder putOctets(String key, Bytes octets) {
        return putRaw(key, RLP.encodeValue(octets));
    }

    public NodeRecordBuilder remove(String key) {
        entries.remove(key);
        return this;
    }

    /**
     * @throws IllegalArgumentException when the record would be over {@link NodeRecord#SIZE_MAX} bytes, with the size
     */
    public NodeRecord sign(SecretKey key, Secp256k1 curve) {
        entries.put(Entries.ID.key(), Entries.ID.encode(NodeRecord.SCHEME));
        entries.put(
                Entries.SECP256K1.key(),
                Entries.SECP256K1.encode(curve.publicKey(key).compressed()));
        Bytes signature = curve.sign(Keccak256.hash(RecordContent.signed(seq, entries)), key);
        Bytes encoded = RecordContent.encode(signature, seq, entries);
        // Read back, which verifies: what leaves here is what every other reader will see.
        return switch (NodeRecord.decode(encoded, curve)) {
            case DecodedRecord.Valid valid -> valid.record();
            case DecodedRecord.Rejected rejected ->
                throw new IllegalArgumentException("the record would be refused: " + rejected.detail());
            case DecodedRecord.UnknownScheme unknown ->
                throw new AssertionError(unknown.record().scheme());
        };
    }
}
