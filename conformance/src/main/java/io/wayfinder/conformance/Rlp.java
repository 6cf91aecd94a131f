package io.wayfinder.conformance;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** RLP that may say what no sane encoder would: the caller decides what is canonical. */
final class Rlp {

    private static final int STRING = 0x80;
    private static final int LIST = 0xc0;
    private static final int SHORT_MAX = 55;

    private Rlp() {}

    /** The canonical encoding of a string. */
    static Bytes string(Bytes octets) {
        if (octets.size() == 1 && (octets.get(0) & 0xff) < STRING) {
            return octets;
        }
        return Bytes.concatenate(header(STRING, octets.size()), octets);
    }

    /** The canonical encoding of an integer: no leading zeros, zero being the empty string. */
    static Bytes integer(long value) {
        return string(Bytes.ofUnsignedLong(value).trimLeadingZeros());
    }

    /** A list of items that are encoded already. */
    static Bytes list(Bytes... items) {
        Bytes content = Bytes.concatenate(items);
        return Bytes.concatenate(header(LIST, content.size()), content);
    }

    static Bytes list(List<Bytes> items) {
        return list(items.toArray(Bytes[]::new));
    }

    private static Bytes header(int offset, int size) {
        if (size <= SHORT_MAX) {
            return Bytes.of((byte) (offset + size));
        }
        Bytes length = Bytes.ofUnsignedLong(size).trimLeadingZeros();
        return Bytes.concatenate(Bytes.of((byte) (offset + SHORT_MAX + length.size())), length);
    }
}
