package io.wayfinder.crypto;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** A secp256k1 private key: a scalar from 1 to the group order less one. {@link #toString} never shows it. */
public final class SecretKey {

    /** In bytes. */
    public static final int SIZE = 32;

    private final Bytes bytes;

    private SecretKey(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless the 32 bytes are a scalar from 1 to the order less one */
    public static SecretKey of(Bytes bytes) {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a private key has 32 bytes, not " + bytes.size());
        }
        if (!isScalar(bytes)) {
            throw new IllegalArgumentException("not a private key: zero, or not below the order of secp256k1");
        }
        return new SecretKey(
                Bytes.wrap(bytes.toArray())); // copy() gives back the caller's array where it is a whole one
    }

    /** A uniform key from {@code secrets}, which is to be a {@code SecureRandom} outside of tests and simulations. */
    public static SecretKey generate(RandomGenerator secrets) {
        byte[] candidate = new byte[SIZE];
        do {
            secrets.nextBytes(candidate);
        } while (!isScalar(Bytes.wrap(candidate)));
        return new SecretKey(Bytes.wrap(candidate));
    }

    /** The 32-byte big-endian scalar. */
    public Bytes bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "SecretKey(hidden)";
    }

    private static boolean isScalar(Bytes bytes) {
        BigInteger scalar = bytes.toUnsignedBigInteger();
        return scalar.signum() > 0 && scalar.compareTo(Secp256k1.ORDER) < 0;
    }
}
