package io.wayfinder.enr;

import io.wayfinder.crypto.Keccak256;
import io.wayfinder.crypto.PublicKey;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A 32-byte node ID, as four big-endian words: cheap to compare, to hash and to XOR. */
public record NodeId(long w0, long w1, long w2, long w3) implements Comparable<NodeId> {

    /** In bytes. */
    public static final int SIZE = 32;

    /** @throws IllegalArgumentException unless there are 32 bytes */
    public static NodeId of(Bytes bytes) {
        if (bytes.size() != SIZE) {
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
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        if (digits.length() != 2 * SIZE) {
            throw new IllegalArgumentException("a node ID has 64 hex digits, not " + digits.length());
        }
        return of(Bytes.wrap(HexFormat.of().parseHex(digits)));
    }

    public Bytes bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        buffer.putLong(w0).putLong(w1).putLong(w2).putLong(w3);
        return Bytes.wrap(buffer.array());
    }

    /** As unsigned big-endian numbers. */
    @Override
    public int compareTo(NodeId other) {
        return Distance.compareWords(w0, other.w0, w1, other.w1, w2, other.w2, w3, other.w3);
    }

    /** 64 hex digits, without 0x. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(w0) + hex.toHexDigits(w1) + hex.toHexDigits(w2) + hex.toHexDigits(w3);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof NodeId other && w3 == other.w3 && w2 == other.w2 && w1 == other.w1 && w0 == other.w0;
    }

    /** It is a hash already: any part of it is as good as all. */
    @Override
    public int hashCode() {
        return (int) (w3 ^ w3 >>> Integer.SIZE);
    }
}
