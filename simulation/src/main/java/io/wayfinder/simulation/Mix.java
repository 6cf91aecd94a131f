package io.wayfinder.simulation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.tuweni.bytes.Bytes;

/** A fast hash of no strength. */
final class Mix {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    /** Words that are mixed side by side, since a processor multiplies several at once. */
    private static final int LANES = 4;

    private long state;

    Mix(long purpose) {
        state = purpose * PRIME;
    }

    Mix with(Bytes bytes) {
        return with(bytes.toArrayUnsafe(), bytes.size());
    }

    /** The first so many of the bytes. */
    Mix with(byte[] all, int size) {
        int at = size >= LANES * Long.BYTES ? mixSideBySide(all, size) : 0;
        for (; at + Long.BYTES <= size; at += Long.BYTES) {
            step((long) WORD.get(all, at));
        }
        for (; at < size; at++) {
            step(all[at]);
        }
        step(size);
        return this;
    }

    /** Returns how many bytes it has taken. */
    private int mixSideBySide(byte[] all, int size) {
        long first = state;
        long second = state + PRIME;
        long third = state ^ PRIME;
        long fourth = ~state;
        int at = 0;
        for (; at + LANES * Long.BYTES <= size; at += LANES * Long.BYTES) {
            first = (first ^ (long) WORD.get(all, at)) * PRIME;
            second = (second ^ (long) WORD.get(all, at + Long.BYTES)) * PRIME;
            third = (third ^ (long) WORD.get(all, at + 2 * Long.BYTES)) * PRIME;
            fourth = (fourth ^ (long) WORD.get(all, at + 3 * Long.BYTES)) * PRIME;
        }
        step(first);
        step(second);
        step(third);
        step(fourth);
        return at;
    }

    Bytes bytes(int size) {
        return Bytes.wrap(array(size));
    }

    byte[] array(int size) {
        byte[] out = new byte[size];
        int at = 0;
        for (; at + Long.BYTES <= size; at += Long.BYTES) {
            step(at);
            WORD.set(out, at, state);
        }
        step(at);
        for (int left = size - at; left > 0; left--) {
            out[at + left - 1] = (byte) (state >>> (Byte.SIZE * left));
        }
        return out;
    }

    private void step(long value) {
        state = (state ^ value) * 0xbf58_476d_1ce4_e5b9L;
        state ^= state >>> 31;
        state *= 0x94d0_49bb_1331_11ebL;
        state ^= state >>> 29;
    }
}
