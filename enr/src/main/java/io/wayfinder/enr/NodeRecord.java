package io.wayfinder.enr;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.tuweni.bytes.Bytes;

/** A node record (EIP-778) of the "v4" identity scheme whose signature holds: valid by construction. */
public final class NodeRecord {

    /** The largest encoding, in bytes. */
    public static final int SIZE_MAX = 300;

    private NodeRecord() {}

    /** Decodes and verifies. Total: any bytes give a value or a named rejection. */
    public static DecodedRecord decode(Bytes rlp, Secp256k1 curve) {
        throw new UnsupportedOperationException("contract");
    }

    /** The RLP encoding, at most {@link #SIZE_MAX} bytes. */
    public Bytes encoded() {
        throw new UnsupportedOperationException("contract");
    }

    /** {@code enr:} and unpadded base64url. */
    public String text() {
        throw new UnsupportedOperationException("contract");
    }

    public NodeId nodeId() {
        throw new UnsupportedOperationException("contract");
    }

    public PublicKey publicKey() {
        throw new UnsupportedOperationException("contract");
    }

    /** The sequence number, unsigned: compare with {@link Long#compareUnsigned}. */
    public long seq() {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether this record has a higher sequence number than {@code other}. */
    public boolean newerThan(NodeRecord other) {
        return Long.compareUnsigned(seq(), other.seq()) > 0;
    }

    /** Empty when the entry is missing or not of the form it should have. */
    public <T> Optional<T> get(Entry<T> entry) {
        throw new UnsupportedOperationException("contract");
    }

    /** Key to RLP item, in the record's order, unknown ones included. */
    public SortedMap<String, Bytes> entries() {
        throw new UnsupportedOperationException("contract");
    }

    /** {@code ip} with {@code udp}. */
    public Optional<Endpoint> udp4() {
        throw new UnsupportedOperationException("contract");
    }

    /** {@code ip6} with {@code udp6}, or with {@code udp} when {@code udp6} is missing. */
    public Optional<Endpoint> udp6() {
        throw new UnsupportedOperationException("contract");
    }

    /** Equal when the encodings are. */
    @Override
    public boolean equals(Object other) {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public int hashCode() {
        throw new UnsupportedOperationException("contract");
    }
}
