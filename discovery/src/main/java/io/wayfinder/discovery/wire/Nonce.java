package io.wayfinder.discovery.wire;

import org.apache.tuweni.bytes.Bytes;

/** A packet nonce, 12 bytes. */
public record Nonce(Bytes bytes) {

    public static final int SIZE = 12;

    public Nonce {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("expected " + SIZE + " bytes, not " + bytes.size());
        }
    }
}
