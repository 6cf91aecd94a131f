package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What masks and seals packets, and derives the keys for it. An instance belongs to one thread: it reuses its ciphers.
 * It is an interface for the sake of simulations, whose stand-in has the same sizes and failures and costs little.
 */
public interface CipherSuite {

    /** AES-128-CTR, AES-128-GCM and HKDF with SHA-256. */
    static CipherSuite aes() {
        return new AesSuite();
    }

    /** Masks or unmasks, the same operation: as {@link AesCtr#apply}. */
    Bytes mask(Bytes key, Bytes iv, Bytes data);

    /** The ciphertext followed by the tag: as {@link AesGcm#seal}. */
    Bytes seal(Bytes key, Bytes nonce, Bytes aad, Bytes plaintext);

    /** The plaintext, or null when the tag does not fit: as {@link AesGcm#open}. */
    @Nullable
    Bytes open(Bytes key, Bytes nonce, Bytes aad, Bytes ciphertext);

    /** So many bytes: as {@link Hkdf#derive}. */
    Bytes derive(Bytes salt, Bytes inputKey, Bytes info, int length);
}
