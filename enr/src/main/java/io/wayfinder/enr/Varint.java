package io.wayfinder.enr;

import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/**
 * An unsigned LEB128 number, in its shortest form.
 *
 * @param end where the bytes after it start
 */
record Varint(long value, int end) {

    private static final int SIZE_MAX = 10;

    /** Empty when there is none at {@code at}, it has more than 64 bits or ends in a zero byte that says nothing. */
    static Optional<Varint> read(Bytes source, int at) {
        long value = 0;
        for (int i = 0; i < SIZE_MAX && at + i < source.size(); i++) {
            int octet = source.get(at + i) & 0xff;
            boolean last = octet < 0x80;
            boolean over64Bits = i == SIZE_MAX - 1 && octet > 1;
            if (over64Bits || (last && octet == 0 && i > 0)) {
                return Optional.empty();
            }
            value |= (octet & 0x7fL) << (7 * i);
            if (last) {
                return Optional.of(new Varint(value, at + i + 1));
            }
        }
        return Optional.empty();
    }

    static Bytes write(long value) {
        byte[] octets = new byte[SIZE_MAX];
        int size = 0;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octets[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[size++] = (byte) rest;
        return Bytes.wrap(octets, 0, size);
    }
}
