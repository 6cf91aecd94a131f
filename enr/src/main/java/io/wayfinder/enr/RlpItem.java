package io.wayfinder.enr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.apache.tuweni.rlp.RLPWriter;

/*
 * Why not Tuweni's reader: a record's values are kept as the RLP items that they came as, and its reader hands out
 * contents, passes over what is left unread, and does not look into a skipped list. Writing is Tuweni's.
 */

/**
 * One canonical RLP item (Ethereum Yellow Paper, appendix B), or the header of one within more bytes: canonical down to
 * the items of nested lists. Canonical means the shortest header, and no header for a single byte below 0x80.
 *
 * @param list whether the content is items, not octets
 * @param start of the content in {@code source}
 * @param end of the content and of the item in {@code source}
 */
record RlpItem(Bytes source, boolean list, int start, int end) {

    private static final int LONG_LENGTH_MIN = 56;

    /** The item that fills {@code bytes}; empty when they are anything else than exactly one canonical item. */
    static Optional<RlpItem> of(Bytes bytes) {
        try {
            RlpItem item = read(bytes, 0, bytes.size());
            item.checkNested();
            return item.end == bytes.size() ? Optional.of(item) : Optional.empty();
        } catch (RecordException e) {
            return Optional.empty();
        }
    }

    /** The octets of a string. */
    static Optional<Bytes> octets(Bytes item) {
        return of(item).filter(read -> !read.list).map(RlpItem::content);
    }

    /** The items of a list, with their headers. */
    static Optional<List<Bytes>> items(Bytes item) {
        try {
            Optional<RlpItem> list = of(item).filter(RlpItem::list);
            return list.isEmpty() ? Optional.empty() : Optional.of(list.get().children());
        } catch (RecordException e) {
            return Optional.empty();
        }
    }

    /** An integer of at most 8 bytes, unsigned. */
    static Optional<Long> integer(Bytes item) {
        return octets(item)
                .filter(octets -> octets.size() <= Long.BYTES && (octets.isEmpty() || octets.get(0) != 0))
                .map(Bytes::toLong);
    }

    /**
     * Printable ASCII: foreign text reaches logs and terminals, where other characters could pretend to be something.
     */
    static Optional<String> text(Bytes item) {
        return octets(item)
                .map(octets -> new String(octets.toArrayUnsafe(), StandardCharsets.ISO_8859_1))
                .filter(RlpItem::isPrintable);
    }

    static boolean isPrintable(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    /** The octets in hexadecimal, lists as lists of such. */
    static Object describe(Bytes item) {
        Optional<List<Bytes>> items = items(item);
        return items.isPresent()
                ? items.get().stream().map(RlpItem::describe).toList()
                : octets(item).orElse(Bytes.EMPTY).toHexString();
    }

    /**
     * The item of a list, in an array of its own: of what Tuweni 2.8.0 concatenates, some slices cannot be copied
     * ("element sizes do not match total size").
     */
    static Bytes ofList(Consumer<RLPWriter> items) {
        return Bytes.wrap(RLP.encodeList(items).toArray());
    }

    /** The item of an unsigned integer. */
    static Bytes ofInteger(long unsigned) {
        return RLP.encodeValue(Bytes.ofUnsignedLong(unsigned).trimLeadingZeros());
    }

    Bytes content() {
        return source.slice(start, end - start);
    }

    /** The items of this list, each with its header and canonical throughout. */
    List<Bytes> children() throws RecordException {
        List<Bytes> children = new ArrayList<>();
        for (int at = start; at < end; ) {
            RlpItem child = read(source, at, end);
            child.checkNested();
            children.add(source.slice(at, child.end - at));
            at = child.end;
        }
        return children;
    }

    /** The header at {@code at}, its content ending at {@code limit} at the latest. */
    static RlpItem read(Bytes source, int at, int limit) throws RecordException {
        if (at >= limit) {
            throw malformed("nothing where an item should be");
        }
        int first = source.get(at) & 0xff;
        if (first < 0x80) {
            return new RlpItem(source, false, at, at + 1);
        }
        boolean list = first >= 0xc0;
        int length = first - (list ? 0xc0 : 0x80);
        int start = at + 1;
        if (length >= LONG_LENGTH_MIN) {
            int lengthSize = length - LONG_LENGTH_MIN + 1;
            length = longLength(source, start, lengthSize, limit);
            start += lengthSize;
        }
        if (length > limit - start) {
            throw malformed("an item reaches past its end");
        }
        if (!list && length == 1 && (source.get(start) & 0xff) < 0x80) {
            throw malformed("a byte below 0x80 has a header");
        }
        return new RlpItem(source, list, start, start + length);
    }

    // Depth is at most the record's size, since each level takes a byte.
    private void checkNested() throws RecordException {
        if (!list) {
            return;
        }
        for (int at = start; at < end; ) {
            RlpItem child = read(source, at, end);
            child.checkNested();
            at = child.end;
        }
    }

    private static int longLength(Bytes source, int at, int size, int limit) throws RecordException {
        // Four bytes and more would be lengths of 16 MiB and more, and ints that turn negative.
        if (size > 3 || size > limit - at) {
            throw malformed("an item reaches past its end");
        }
        int length = 0;
        for (int i = 0; i < size; i++) {
            length = (length << 8) | (source.get(at + i) & 0xff);
        }
        if (source.get(at) == 0 || length < LONG_LENGTH_MIN) {
            throw malformed("a length is not in its shortest form");
        }
        return length;
    }

    private static RecordException malformed(String detail) {
        return new RecordException(RecordRejection.BAD_RLP, detail);
    }
}
