package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** The suite that discv5 v5.1 is specified with. */
final class AesSuite implements CipherSuite {

    private final AesCtr ctr = new AesCtr();
    private final AesGcm gcm = new AesGcm();
    private final Hkdf hkdf = new Hkdf();

    @Override
    public Bytes mask(Bytes key, Bytes iv, Bytes data) {
        return ctr.apply(key, iv, data);
    }

    @Override
    public Bytes seal(Bytes key, Bytes nonce, Bytes aad, Bytes plaintext) {
        return gcm.seal(key, nonce, aad, plaintext);
    }

    @Override
    public @Nullable Bytes open(Bytes key, Bytes nonce, Bytes aad, Bytes ciphertext) {
        return gcm.open(key, nonce, aad, ciphertext);
    }

    @Override
    public Bytes derive(Bytes salt, Bytes inputKey, Bytes info, int length) {
        return hkdf.derive(salt, inputKey, info, length);
    }
}
