package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;

/**
 * A point on secp256k1 other than infinity; made only by a {@link Secp256k1} provider, which has checked it.
 *
 * @param compressed 33 bytes
 * @param uncompressed x and y, 64 bytes, without the leading 0x04
 */
public record PublicKey(Bytes compressed, Bytes uncompressed) {

    /** @throws IllegalArgumentException for other sizes; whether it is a point only a provider knows */
    public PublicKey {
        if (compressed.size() != 33 || uncompressed.size() != 64) {
            throw new IllegalArgumentException("a public key has 33 bytes compressed, 64 uncompressed");
        }
    }

    /** @param sec1 0x04, x and y: 65 bytes, kept */
    static PublicKey ofUncompressed(byte[] sec1) {
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + (sec1[64] & 1));
        System.arraycopy(sec1, 1, compressed, 1, 32);
        return new PublicKey(Bytes.wrap(compressed), Bytes.wrap(sec1, 1, 64));
    }

    /** 0x04, x and y: 65 bytes, the caller's own. */
    byte[] sec1() {
        byte[] sec1 = new byte[65];
        sec1[0] = 4;
        System.arraycopy(uncompressed.toArrayUnsafe(), 0, sec1, 1, 64);
        return sec1;
    }
}
