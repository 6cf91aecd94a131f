package io.wayfinder.discovery.wire;

import org.apache.tuweni.bytes.Bytes;

/** A request ID: 0 to 8 bytes, mirrored in the response. */
public record RequestId(Bytes bytes) {

    public static final int SIZE_MAX = 8;

    public RequestId {
        if (bytes.size() > SIZE_MAX) {
            throw new IllegalArgumentException("at most " + SIZE_MAX + " bytes, not " + bytes.size());
        }
    }
}
