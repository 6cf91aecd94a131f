package io.wayfinder.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.apache.tuweni.bytes.Bytes;

/** AES-128-CTR. An instance belongs to one thread: it reuses its cipher. */
public final class AesCtr {

    /** In bytes. */
    public static final int KEY_SIZE = 16;

    /** In bytes: the first counter block. */
    public static final int IV_SIZE = 16;

    private final Cipher cipher = Jce.cipher("AES/CTR/NoPadding");

    /**
     * Encrypts or decrypts: the same operation.
     *
     * @param key 16 bytes
     * @param iv 16 bytes
     * @throws IllegalArgumentException for other sizes
     */
    public Bytes apply(Bytes key, Bytes iv, Bytes data) {
        try {
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    Jce.key("AES", key, KEY_SIZE),
                    new IvParameterSpec(Jce.sized("IV", iv, IV_SIZE)));
            return Bytes.wrap(cipher.doFinal(data.toArrayUnsafe()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-CTR cannot fail", e);
        }
    }
}
