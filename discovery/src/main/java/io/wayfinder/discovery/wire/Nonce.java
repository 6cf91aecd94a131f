package io.wayfinder.discovery.wire;

import java.nio.ByteBuffer;
import org.apache.tuweni.bytes.Bytes;

/**
 * A packet nonce, 12 bytes, as big-endian numbers: it is a key of maps.
 *
 * @param head the first 4 bytes
 * @param tail the last 8
 */
public record Nonce(int head, long tail) {

    public static final int SIZE = 12;

    /** @throws IllegalArgumentException unless there are 12 bytes */
    public Nonce(Bytes bytes) {
        this(checked(bytes).getInt(0), bytes.getLong(Integer.BYTES));
    }

    public Bytes bytes() {
        return Bytes.wrap(ByteBuffer.allocate(SIZE).putInt(head).putLong(tail).array());
    }

    private static Bytes checked(Bytes bytes) {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("expected " + SIZE + " bytes, not " + bytes.size());
        }
        return bytes;
    }
}
