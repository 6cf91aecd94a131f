package io.wayfinder.discovery.wire;

import org.apache.tuweni.bytes.Bytes;

/** The id-nonce of a WHOAREYOU, 16 bytes. */
public record IdNonce(Bytes bytes) {

    public static final int SIZE = 16;

    public IdNonce {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("expected " + SIZE + " bytes, not " + bytes.size());
        }
    }
}
