package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;

/** Keccak-256 with the original padding, as Ethereum uses it. */
public final class Keccak256 {

    private Keccak256() {}

    /** 32 bytes. */
    public static Bytes hash(Bytes input) {
        throw new UnsupportedOperationException("contract");
    }
}
