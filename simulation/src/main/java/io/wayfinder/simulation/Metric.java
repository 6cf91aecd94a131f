package io.wayfinder.simulation;

import io.wayfinder.enr.NodeId;
import java.math.BigInteger;

/** The XOR metric once more, in the plainest way: what is judged must not be the judge. */
final class Metric {

    private Metric() {}

    static BigInteger distance(NodeId one, NodeId other) {
        return number(one).xor(number(other));
    }

    /** 0 to 256. */
    static int logDistance(NodeId one, NodeId other) {
        if (one.w0() != other.w0()) {
            return 3 * Long.SIZE + bitLength(one.w0() ^ other.w0());
        }
        if (one.w1() != other.w1()) {
            return 2 * Long.SIZE + bitLength(one.w1() ^ other.w1());
        }
        return one.w2() == other.w2() ? bitLength(one.w3() ^ other.w3()) : Long.SIZE + bitLength(one.w2() ^ other.w2());
    }

    private static int bitLength(long word) {
        return Long.SIZE - Long.numberOfLeadingZeros(word);
    }

    private static BigInteger number(NodeId id) {
        return new BigInteger(1, id.bytes().toArrayUnsafe());
    }
}
