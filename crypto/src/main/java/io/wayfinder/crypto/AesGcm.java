package io.wayfinder.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** AES-128-GCM with 12-byte nonces and 16-byte tags. An instance belongs to one thread: it reuses its ciphers. */
public final class AesGcm {

    /** In bytes. */
    public static final int KEY_SIZE = 16;

    /** In bytes. */
    public static final int NONCE_SIZE = 12;

    /** In bytes: by how much a ciphertext is longer than its plaintext. */
    public static final int TAG_SIZE = 16;

    // One cipher a direction: SunJCE then keeps its check that no key and nonce seal twice in a row.
    private final Cipher sealer = Jce.cipher("AES/GCM/NoPadding");
    private final Cipher opener = Jce.cipher("AES/GCM/NoPadding");

    /**
     * The ciphertext followed by the tag.
     *
     * @param key 16 bytes
     * @param nonce 12 bytes, never used before with this key
     * @throws IllegalArgumentException for other sizes, and when the last call had the same key and nonce
     */
    public Bytes seal(Bytes key, Bytes nonce, Bytes aad, Bytes plaintext) {
        try {
            return Bytes.wrap(process(sealer, Cipher.ENCRYPT_MODE, key, nonce, aad, plaintext));
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalArgumentException("the nonce is used twice with this key", e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM cannot fail to encrypt", e);
        }
    }

    /**
     * The plaintext, or null when the tag does not fit.
     *
     * @param key 16 bytes
     * @param nonce 12 bytes
     * @param ciphertext with its tag; any size, below 16 bytes nothing fits
     * @throws IllegalArgumentException for other sizes of key and nonce
     */
    public @Nullable Bytes open(Bytes key, Bytes nonce, Bytes aad, Bytes ciphertext) {
        if (ciphertext.size() < TAG_SIZE) {
            return null;
        }
        try {
            return Bytes.wrap(process(opener, Cipher.DECRYPT_MODE, key, nonce, aad, ciphertext));
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM fails to decrypt only by its tag", e);
        }
    }

    private static byte[] process(Cipher cipher, int mode, Bytes key, Bytes nonce, Bytes aad, Bytes text)
            throws GeneralSecurityException {
        SecretKeySpec aesKey = Jce.key("AES", key, KEY_SIZE);
        byte[] iv = Jce.sized("nonce", nonce, NONCE_SIZE);
        cipher.init(mode, aesKey, new GCMParameterSpec(8 * TAG_SIZE, iv));
        cipher.updateAAD(aad.toArrayUnsafe());
        return cipher.doFinal(text.toArrayUnsafe());
    }
}
