package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.RlpReader.LIST;
import static io.wayfinder.discovery.wire.RlpReader.SHORT_SIZE_MAX;
import static io.wayfinder.discovery.wire.RlpReader.STRING;

import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;

/** Writes RLP in its canonical form, forwards: a list is written first and gets its size in front when it is closed. */
final class RlpWriter {

    /** The first byte, and a size of up to four. */
    private static final int PREFIX_SIZE_MAX = 5;

    private byte[] buffer;
    private int size;

    /** @param capacity how many bytes are likely to be enough; more is not an error */
    RlpWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** A byte outside of any item. */
    RlpWriter raw(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /** An item that is encoded already. */
    RlpWriter item(Bytes encoded) {
        reserve(encoded.size());
        append(encoded);
        return this;
    }

    RlpWriter string(Bytes value) {
        reserve(PREFIX_SIZE_MAX + value.size());
        if (value.size() != 1 || (value.get(0) & 0xff) >= STRING) {
            size += putPrefix(size, STRING, value.size());
        }
        append(value);
        return this;
    }

    /** @param value unsigned */
    RlpWriter uint(long value) {
        reserve(1 + Long.BYTES);
        if (value > 0 && value < STRING) {
            buffer[size++] = (byte) value;
            return this;
        }
        // None for zero, which is the empty string.
        int bytes = bytesOf(value);
        buffer[size++] = (byte) (STRING + bytes);
        putBigEndian(size, value, bytes);
        size += bytes;
        return this;
    }

    /** Opens a list. The result is for {@link #endList}. */
    int beginList() {
        return size;
    }

    RlpWriter endList(int begin) {
        reserve(PREFIX_SIZE_MAX);
        int payload = size - begin;
        int prefix = payload <= SHORT_SIZE_MAX ? 1 : 1 + bytesOf(payload);
        System.arraycopy(buffer, begin, buffer, begin + prefix, payload);
        putPrefix(begin, LIST, payload);
        size += prefix;
        return this;
    }

    /** What was written; the writer is not used afterwards. */
    Bytes toBytes() {
        return Bytes.wrap(size == buffer.length ? buffer : Arrays.copyOf(buffer, size));
    }

    private int putPrefix(int at, int kind, int payload) {
        if (payload <= SHORT_SIZE_MAX) {
            buffer[at] = (byte) (kind + payload);
            return 1;
        }
        int bytes = bytesOf(payload);
        buffer[at] = (byte) (kind + SHORT_SIZE_MAX + bytes);
        putBigEndian(at + 1, payload, bytes);
        return 1 + bytes;
    }

    private void putBigEndian(int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            buffer[at + i] = (byte) (value >>> (Byte.SIZE * (bytes - 1 - i)));
        }
    }

    private static int bytesOf(long value) {
        return Long.BYTES - Long.numberOfLeadingZeros(value) / Byte.SIZE;
    }

    private void append(Bytes bytes) {
        byte[] array = bytes.toArrayUnsafe();
        System.arraycopy(array, 0, buffer, size, array.length);
        size += array.length;
    }

    private void reserve(int bytes) {
        if (bytes > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
        }
    }
}
