package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 with the original padding, as Ethereum uses it: not the SHA3-256 of FIPS 202. Thread-safe. */
public final class Keccak256 {

    private static final int HASH_SIZE = 32;

    private Keccak256() {}

    /** 32 bytes. */
    public static Bytes hash(Bytes input) {
        KeccakDigest digest = new KeccakDigest(8 * HASH_SIZE);
        digest.update(input.toArrayUnsafe(), 0, input.size());
        byte[] hash = new byte[HASH_SIZE];
        digest.doFinal(hash, 0);
        return Bytes.wrap(hash);
    }
}
