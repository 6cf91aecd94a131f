package io.wayfinder.simulation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.tuweni.bytes.Bytes;

/** A fast hash of no strength. */
final class Mix {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private long state;

    Mix(long purpose) {
        state = purpose * 0x9e37_79b9_7f4a_7c15L;
    }

    Mix with(Bytes bytes) {
        byte[] all = bytes.toArrayUnsafe();
        int at = 0;
        for (; at + Long.BYTES <= all.length; at += Long.BYTES) {
            step((long) WORD.get(all, at));
        }
        for (; at < all.length; at++) {
            step(all[at]);
        }
        step(all.length);
        return this;
    }

    Bytes bytes(int size) {
        return Bytes.wrap(array(size));
    }

    byte[] array(int size) {
        byte[] out = new byte[size];
        for (int i = 0; i < size; i++) {
            if (i % Long.BYTES == 0) {
                step(i);
            }
            out[i] = (byte) (state >>> (8 * (i % Long.BYTES)));
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
