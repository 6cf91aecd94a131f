package io.wayfinder.simulation;

import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.CipherSuite;
import java.util.Arrays;
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
        byte[] stream = new Mix(MASK).with(key).with(iv).array(data.size());
        byte[] plain = data.toArrayUnsafe();
        for (int i = 0; i < stream.length; i++) {
            stream[i] ^= plain[i];
        }
        return Bytes.wrap(stream);
    }

    @Override
    public Bytes seal(Bytes key, Bytes nonce, Bytes aad, Bytes plaintext) {
        byte[] sealed = Arrays.copyOf(plaintext.toArrayUnsafe(), plaintext.size() + AesGcm.TAG_SIZE);
        byte[] tag = tag(key, nonce, aad, sealed);
        System.arraycopy(tag, 0, sealed, plaintext.size(), tag.length);
        return Bytes.wrap(sealed);
    }

    @Override
    public @Nullable Bytes open(Bytes key, Bytes nonce, Bytes aad, Bytes ciphertext) {
        int size = ciphertext.size() - AesGcm.TAG_SIZE;
        if (size < 0) {
            return null;
        }
        byte[] sealed = ciphertext.toArrayUnsafe();
        byte[] tag = tag(key, nonce, aad, sealed);
        return Arrays.equals(sealed, size, sealed.length, tag, 0, tag.length) ? Bytes.wrap(sealed, 0, size) : null;
    }

    @Override
    public Bytes derive(Bytes salt, Bytes inputKey, Bytes info, int length) {
        return new Mix(DERIVE).with(salt).with(inputKey).with(info).bytes(length);
    }

    /** @param sealed the plaintext with room for the tag behind it */
    private static byte[] tag(Bytes key, Bytes nonce, Bytes aad, byte[] sealed) {
        Mix mix = new Mix(SEAL).with(key).with(nonce).with(aad);
        return mix.with(sealed, sealed.length - AesGcm.TAG_SIZE).array(AesGcm.TAG_SIZE);
    }
}
