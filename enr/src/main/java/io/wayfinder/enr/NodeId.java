package io.wayfinder.enr;

import io.wayfinder.crypto.Keccak256;
import io.wayfinder.crypto.PublicKey;
import org.apache.tuweni.bytes.Bytes;

/** A 32-byte node ID, as four big-endian words: cheap to compare, to hash and to XOR. */
public record NodeId(long w0, long w1, long w2, long w3) implements Comparable<NodeId> {

    /** @throws IllegalArgumentException unless there are 32 bytes */
    public static NodeId of(Bytes bytes) {
        if (bytes.size() != 32) {
            throw new IllegalArgumentException("a node ID has 32 bytes, not " + bytes.size());
        }
        return new NodeId(bytes.getLong(0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24));
    }

    /** The "v4" identity scheme: the Keccak-256 of the uncompressed key. */
    public static NodeId of(PublicKey key) {
        return of(Keccak256.hash(key.uncompressed()));
    }

    /** 64 hex digits, with or without 0x; @throws IllegalArgumentException otherwise */
    public static NodeId parse(String hex) {
        return of(Bytes.fromHexString(hex));
    }

    public Bytes bytes() {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public int compareTo(NodeId other) {
        throw new UnsupportedOperationException("contract");
    }
}
