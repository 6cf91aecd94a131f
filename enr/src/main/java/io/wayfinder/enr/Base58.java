package io.wayfinder.enr;

import java.math.BigInteger;
import org.apache.tuweni.bytes.Bytes;

/** base58btc, written only: the text of libp2p's peer IDs. */
final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private Base58() {}

    /** Each leading zero byte is a leading {@code 1}; the rest is one big-endian number. */
    static String encode(Bytes bytes) {
        StringBuilder reversed = new StringBuilder();
        BigInteger rest = bytes.toUnsignedBigInteger();
        while (rest.signum() > 0) {
            BigInteger[] division = rest.divideAndRemainder(BASE);
            reversed.append(ALPHABET.charAt(division[1].intValue()));
            rest = division[0];
        }
        reversed.repeat('1', bytes.numberOfLeadingZeroBytes());
        return reversed.reverse().toString();
    }
}
