package io.wayfinder.enr;

import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** A typed record entry: its key and how its value is written. The known ones are in {@link Entries}. */
public final class Entry<T> {

    private final String key;

    Entry(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** The value of the RLP item, empty when it is not of this entry's form. */
    public Optional<T> decode(Bytes rlpItem) {
        throw new UnsupportedOperationException("contract");
    }

    /** The RLP item. */
    public Bytes encode(T value) {
        throw new UnsupportedOperationException("contract");
    }
}
