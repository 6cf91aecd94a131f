package io.wayfinder.enr;

import io.wayfinder.crypto.Secp256k1;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;

/** The textual form: {@code enr:} and strict unpadded base64url. */
public final class EnrText {

    private static final String PREFIX = "enr:";

    /** In characters. */
    private static final int BODY_MAX = (NodeRecord.SIZE_MAX * 8 + 5) / 6;

    private EnrText() {}

    /** Decodes and verifies; strict: one text for one record, so no padding, white space or stray bits at the end. */
    public static DecodedRecord decode(String text, Secp256k1 curve) {
        try {
            return NodeRecord.decode(octets(text), curve);
        } catch (RecordException e) {
            return e.rejected();
        }
    }

    static String encode(Bytes record) {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(record.toArrayUnsafe());
    }

    private static Bytes octets(String text) throws RecordException {
        if (!text.startsWith(PREFIX)) {
            throw malformed("does not start with enr:");
        }
        String body = text.substring(PREFIX.length());
        if (body.length() > BODY_MAX) {
            throw new RecordException(RecordRejection.TOO_LONG, body.length() + " characters, more than " + BODY_MAX);
        }
        if (body.indexOf('=') >= 0) {
            throw malformed("padded: leave out the =");
        }
        try {
            Bytes octets = Bytes.wrap(Base64.getUrlDecoder().decode(body));
            if (!encode(octets).equals(text)) {
                throw malformed("stray bits in the last character");
            }
            return octets;
        } catch (IllegalArgumentException e) {
            throw malformed("not base64url");
        }
    }

    private static RecordException malformed(String detail) {
        return new RecordException(RecordRejection.BAD_TEXT, detail);
    }
}
