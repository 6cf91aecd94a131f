package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;

/** HKDF with SHA-256 (RFC 5869). An instance belongs to one thread. */
public final class Hkdf {

    /** Extract, then expand to {@code length} bytes, at most 8160. */
    public Bytes derive(Bytes salt, Bytes inputKey, Bytes info, int length) {
        throw new UnsupportedOperationException("contract");
    }
}
