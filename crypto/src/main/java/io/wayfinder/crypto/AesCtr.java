package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;

/** AES-128-CTR. An instance belongs to one thread: it reuses its cipher. */
public final class AesCtr {

    /** Encrypts or decrypts: the same operation. Key and IV are 16 bytes. */
    public Bytes apply(Bytes key, Bytes iv, Bytes data) {
        throw new UnsupportedOperationException("contract");
    }
}
