package io.wayfinder.enr;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import org.apache.tuweni.bytes.Bytes;

/** Makes and re-signs records. */
public final class NodeRecordBuilder {

    public NodeRecordBuilder() {}

    /** Starts from the sequence number and the entries of {@code record}. */
    public static NodeRecordBuilder from(NodeRecord record) {
        throw new UnsupportedOperationException("contract");
    }

    public NodeRecordBuilder seq(long seq) {
        throw new UnsupportedOperationException("contract");
    }

    public <T> NodeRecordBuilder put(Entry<T> entry, T value) {
        throw new UnsupportedOperationException("contract");
    }

    /** @param rlpItem one canonical RLP item; @throws IllegalArgumentException otherwise */
    public NodeRecordBuilder putRaw(String key, Bytes rlpItem) {
        throw new UnsupportedOperationException("contract");
    }

    public NodeRecordBuilder remove(String key) {
        throw new UnsupportedOperationException("contract");
    }

    /** @throws IllegalArgumentException when the record would be over {@link NodeRecord#SIZE_MAX} bytes, with the size */
    public NodeRecord sign(SecretKey key, Secp256k1 curve) {
        throw new UnsupportedOperationException("contract");
    }
}
