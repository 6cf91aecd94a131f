package io.wayfinder.simulation;

import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.CipherSuite;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A cheap stand-in for AES and HKDF: the same sizes, the same failures on a wrong key, nonce or header, and no security at
 * all. What is sealed stays readable behind a tag.
 */
final class StandInSuite implements CipherSuite {

    private static final long MASK = 0x4d41_534b;
    private static final long SEAL = 0x5345_414c;
    private static final long DERIVE = 0x4445_5249;

    @Override
    public Bytes mask(Bytes key, Bytes iv, Bytes data) {
        byte[] text = data.toArrayUnsafe();
        byte[] stream = new Mix(MASK).with(key).with(iv).array(text.length);
        for (int i = 0; i < text.length; i++) {
            stream[i] ^= text[i];
        }
        return Bytes.wrap(stream);
    }

    @Override
    public Bytes seal(Bytes key, Bytes nonce, Bytes aad, Bytes plaintext) {
        return Bytes.concatenate(plaintext, tag(key, nonce, aad, plaintext));
    }

    @Override
    public @Nullable Bytes open(Bytes key, Bytes nonce, Bytes aad, Bytes ciphertext) {
        int size = ciphertext.size() - AesGcm.TAG_SIZE;
        if (size < 0) {
            return null;
        }
        Bytes plaintext = ciphertext.slice(0, size);
        return ciphertext.slice(size).equals(tag(key, nonce, aad, plaintext)) ? plaintext : null;
    }

    @Override
    public Bytes derive(Bytes salt, Bytes inputKey, Bytes info, int length) {
        return new Mix(DERIVE).with(salt).with(inputKey).with(info).bytes(length);
    }

    private static Bytes tag(Bytes key, Bytes nonce, Bytes aad, Bytes plaintext) {
        return new Mix(SEAL).with(key).with(nonce).with(aad).with(plaintext).bytes(AesGcm.TAG_SIZE);
    }
}
