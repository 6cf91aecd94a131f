package io.wayfinder.cli;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;

/** Sequence numbers as people write them, and records signed under them. */
final class Sequence {

    private Sequence() {}

    /** An unsigned 64-bit number. @throws Failure otherwise */
    static long parse(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw Failure.badInput("--seq takes a number from 0 to 18446744073709551615, not '" + text + "'", e);
        }
    }

    /** @throws Failure when the record would be too large */
    static NodeRecord sign(NodeRecordBuilder builder, SecretKey key, Secp256k1 curve) {
        try {
            return builder.sign(key, curve);
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(Failure.messageOf(e), e);
        }
    }
}
