package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** AES-128-GCM with 12-byte nonces and 16-byte tags. An instance belongs to one thread: it reuses its cipher. */
public final class AesGcm {

    /** The ciphertext followed by the tag. */
    public Bytes seal(Bytes key, Bytes nonce, Bytes aad, Bytes plaintext) {
        throw new UnsupportedOperationException("contract");
    }

    /** The plaintext, or null when the tag does not fit. */
    public @Nullable Bytes open(Bytes key, Bytes nonce, Bytes aad, Bytes ciphertext) {
        throw new UnsupportedOperationException("contract");
    }
}
