package io.wayfinder.discovery.wire;

import org.apache.tuweni.bytes.Bytes;

/**
 * A request ID: 0 to 8 bytes, mirrored in the response. As a number: it is a key of maps.
 *
 * @param value its bytes, big-endian
 * @param size how many they are
 */
public record RequestId(long value, int size) {

    public static final int SIZE_MAX = 8;

    /** @throws IllegalArgumentException for a size out of range, and for a value that has more bytes */
    public RequestId {
        if (size < 0 || size > SIZE_MAX) {
            throw new IllegalArgumentException("at most " + SIZE_MAX + " bytes, not " + size);
        }
        if (size < SIZE_MAX && value >>> (size * Byte.SIZE) != 0) {
            throw new IllegalArgumentException("more than " + size + " bytes: " + Long.toHexString(value));
        }
    }

    /** @throws IllegalArgumentException for more than 8 bytes */
    public RequestId(Bytes bytes) {
        this(bytes.size() > SIZE_MAX ? 0 : bytes.toLong(), bytes.size());
    }

    public Bytes bytes() {
        return Bytes.ofUnsignedLong(value).slice(SIZE_MAX - size);
    }
}
