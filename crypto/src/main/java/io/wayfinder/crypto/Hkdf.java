package io.wayfinder.crypto;

import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.apache.tuweni.bytes.Bytes;

/** HKDF with SHA-256 (RFC 5869). An instance belongs to one thread: it reuses its MAC. */
public final class Hkdf {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_SIZE = 32;

    /** In bytes: 255 blocks, since the block counter is one byte (RFC 5869, section 2.3). */
    public static final int LENGTH_MAX = 255 * HASH_SIZE;

    // RFC 5869, section 2.2: no salt is a hash length of zeros. The JDK refuses an empty key.
    private static final byte[] NO_SALT = new byte[HASH_SIZE];

    private final Mac mac = Jce.mac(ALGORITHM);

    /**
     * Extract, then expand.
     *
     * @param length of the result in bytes, at most {@link #LENGTH_MAX}
     * @throws IllegalArgumentException for other lengths
     */
    public Bytes derive(Bytes salt, Bytes inputKey, Bytes info, int length) {
        if (length < 0 || length > LENGTH_MAX) {
            throw new IllegalArgumentException("HKDF gives 0 to " + LENGTH_MAX + " bytes, not " + length);
        }
        return Bytes.wrap(expand(extract(salt, inputKey), info.toArrayUnsafe(), length));
    }

    private byte[] extract(Bytes salt, Bytes inputKey) {
        init(salt.isEmpty() ? NO_SALT : salt.toArrayUnsafe());
        return mac.doFinal(inputKey.toArrayUnsafe());
    }

    private byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        init(pseudoRandomKey);
        int blocks = (length + HASH_SIZE - 1) / HASH_SIZE;
        byte[] output = new byte[blocks * HASH_SIZE];
        for (int block = 0; block < blocks; block++) {
            if (block > 0) {
                mac.update(output, (block - 1) * HASH_SIZE, HASH_SIZE);
            }
            mac.update(info);
            mac.update((byte) (block + 1));
            finish(output, block * HASH_SIZE);
        }
        return length == output.length ? output : Arrays.copyOf(output, length);
    }

    private void init(byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (InvalidKeyException e) {
            throw new AssertionError("HMAC takes any key", e);
        }
    }

    private void finish(byte[] output, int offset) {
        try {
            mac.doFinal(output, offset);
        } catch (ShortBufferException e) {
            throw new AssertionError("the output has room for whole blocks", e);
        }
    }
}
