package io.wayfinder.crypto;

import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Point encodings (SEC 1, section 2.3.3), as far as they can be judged without the curve. */
final class Sec1 {

    private Sec1() {}

    /**
     * The encoding with its prefix: 33 bytes of 0x02 or 0x03, or 65 of 0x04; null for all others. Both libraries would
     * also take the hybrid forms 0x06 and 0x07, which no protocol here knows: two encodings of a key would be one too
     * many.
     */
    static byte @Nullable [] prefixed(Bytes encoded) {
        return switch (encoded.size()) {
            case 33 -> encoded.get(0) == 2 || encoded.get(0) == 3 ? encoded.toArray() : null;
            case 64 -> Bytes.wrap(Bytes.of(4), encoded).toArray();
            case 65 -> encoded.get(0) == 4 ? encoded.toArray() : null;
            default -> null;
        };
    }

    static byte[] digest(Bytes digest) {
        if (digest.size() != 32) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.size());
        }
        return digest.toArray();
    }
}
