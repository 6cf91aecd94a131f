package io.wayfinder.crypto;

import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** A secp256k1 private key: a scalar from 1 to the group order less one. {@link #toString} never shows it. */
public final class SecretKey {

    private final Bytes bytes;

    private SecretKey(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless the 32 bytes are a scalar from 1 to the order less one */
    public static SecretKey of(Bytes bytes) {
        return new SecretKey(bytes);
    }

    public static SecretKey generate(RandomGenerator secrets) {
        throw new UnsupportedOperationException("contract");
    }

    /** The 32-byte big-endian scalar. */
    public Bytes bytes() {
        return bytes;
    }
}
