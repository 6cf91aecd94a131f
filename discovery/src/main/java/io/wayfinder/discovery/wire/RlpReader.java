package io.wayfinder.discovery.wire;

import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;

/**
 * Reads RLP items one after the other, and only in their canonical form: lengths as short as they can be, a byte below
 * 0x80 as itself, integers without leading zeros. {@link Rejection#BAD_RLP} is for bytes that are no canonical RLP,
 * {@link Rejection#BAD_MESSAGE} for canonical RLP that is not what the caller expects.
 *
 * <p>tuweni-rlp is not used here, as it takes trailing bytes, unread elements and integers with leading zeros.
 */
final class RlpReader {

    /* First bytes (Yellow Paper, appendix B). A payload of up to 55 bytes has its size in the first byte. */
    static final int STRING = 0x80;
    static final int LIST = 0xc0;
    static final int SHORT_SIZE_MAX = 55;

    private final byte[] rlp;
    private final int end;
    private int next;
    private int payload;

    private RlpReader(byte[] rlp, int from, int end) {
        this.rlp = rlp;
        this.next = from;
        this.end = end;
    }

    static RlpReader of(byte[] rlp, int from) {
        return new RlpReader(rlp, from, rlp.length);
    }

    boolean hasNext() {
        return next < end;
    }

    /** @param excess what something left is: {@code BAD_RLP} behind the outermost list, else {@code BAD_MESSAGE} */
    void expectEnd(Rejection excess) throws MalformedException {
        if (hasNext()) {
            throw new MalformedException(excess);
        }
    }

    /** A reader of the elements of the list that comes next. */
    RlpReader list() throws MalformedException {
        if (!isList()) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        skip();
        return new RlpReader(rlp, payload, next);
    }

    /** A copy, so that a small value does not keep a whole packet alive. */
    Bytes string(int sizeMax) throws MalformedException {
        int size = advanceString();
        if (size > sizeMax) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        return size == 0 ? Bytes.EMPTY : Bytes.wrap(Arrays.copyOfRange(rlp, payload, next));
    }

    /** An integer of up to 64 bits, unsigned. */
    long uint64() throws MalformedException {
        if (advanceInteger() > Long.BYTES) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        return bigEndian(payload, next);
    }

    /** An integer of any size; {@code ceiling} stands for all that are larger. */
    int saturatedUint(int ceiling) throws MalformedException {
        if (advanceInteger() > Integer.BYTES) {
            return ceiling;
        }
        return (int) Math.min(bigEndian(payload, next), ceiling);
    }

    /** The next item as it is encoded, a copy. Whether its inside is canonical is for its reader to say. */
    Bytes item() throws MalformedException {
        int from = next;
        skip();
        return Bytes.wrap(Arrays.copyOfRange(rlp, from, next));
    }

    private boolean isList() throws MalformedException {
        if (!hasNext()) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        return (rlp[next] & 0xff) >= LIST;
    }

    private int advanceString() throws MalformedException {
        if (isList()) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        skip();
        return next - payload;
    }

    private int advanceInteger() throws MalformedException {
        int size = advanceString();
        if (size > 0 && rlp[payload] == 0) {
            throw new MalformedException(Rejection.BAD_RLP);
        }
        return size;
    }

    /** Leaves {@code payload} at the start of the next item's payload, and {@code next} at its end. */
    void skip() throws MalformedException {
        if (!hasNext()) {
            throw new MalformedException(Rejection.BAD_MESSAGE);
        }
        int first = rlp[next] & 0xff;
        if (first < STRING) {
            payload = next;
            next++;
            return;
        }
        int size = first - (first < LIST ? STRING : LIST);
        payload = next + 1;
        if (size > SHORT_SIZE_MAX) {
            size = longSize(size - SHORT_SIZE_MAX);
        }
        if (size > end - payload) {
            throw new MalformedException(Rejection.BAD_RLP);
        }
        next = payload + size;
        if (first == STRING + 1 && (rlp[payload] & 0xff) < STRING) {
            throw new MalformedException(Rejection.BAD_RLP);
        }
    }

    /** A size of its own {@code sizeOfSize} bytes, 1 to 8, in front of the payload. */
    private int longSize(int sizeOfSize) throws MalformedException {
        int from = payload;
        // A size without leading zeros in more than four bytes is more than any array has.
        if (sizeOfSize > Integer.BYTES || sizeOfSize > end - from || rlp[from] == 0) {
            throw new MalformedException(Rejection.BAD_RLP);
        }
        payload = from + sizeOfSize;
        long size = bigEndian(from, payload);
        if (size <= SHORT_SIZE_MAX || size > end - payload) {
            throw new MalformedException(Rejection.BAD_RLP);
        }
        return (int) size;
    }

    private long bigEndian(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << Byte.SIZE) | (rlp[i] & 0xff);
        }
        return value;
    }
}
