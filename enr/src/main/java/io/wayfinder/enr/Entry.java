package io.wayfinder.enr;

import java.util.Optional;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/** A typed record entry: its key and how its value is written. The known ones are in {@link Entries}. */
public final class Entry<T> {

    private final String key;
    private final Function<Bytes, Optional<T>> decoder;
    private final Function<T, Bytes> encoder;
    private final Function<T, Object> describer;

    /** @param describer gives a simple value, as {@link #describe} says */
    Entry(String key, Function<Bytes, Optional<T>> decoder, Function<T, Bytes> encoder, Function<T, Object> describer) {
        this.key = key;
        this.decoder = decoder;
        this.encoder = encoder;
        this.describer = describer;
    }

    public String key() {
        return key;
    }

    /** The value of the RLP item, empty when it is not of this entry's form. */
    public Optional<T> decode(Bytes rlpItem) {
        return decoder.apply(rlpItem);
    }

    /**
     * The RLP item.
     *
     * @throws IllegalArgumentException for a value that this entry cannot hold
     */
    public Bytes encode(T value) {
        Bytes item = encoder.apply(value);
        if (decoder.apply(item).isEmpty()) {
            throw new IllegalArgumentException("not a value of \"" + key + "\": " + value);
        }
        return item;
    }

    /**
     * The value as {@code String}, {@code Boolean}, {@code Integer}, or {@code List} or {@code Map} of
     * such: what a person reads and JSON can say; unsigned 64-bit numbers are decimal text. Empty when the item is not
     * of this entry's form.
     */
    public Optional<Object> describe(Bytes rlpItem) {
        return decoder.apply(rlpItem).map(describer);
    }

    @Override
    public String toString() {
        return key;
    }
}
