package io.wayfinder.enr;

import io.wayfinder.crypto.Secp256k1;

/** The textual form: {@code enr:} and strict unpadded base64url. */
public final class EnrText {

    private EnrText() {}

    public static DecodedRecord decode(String text, Secp256k1 curve) {
        throw new UnsupportedOperationException("contract");
    }
}
