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
        return distance(one, other).bitLength();
    }

    private static BigInteger number(NodeId id) {
        return new BigInteger(1, id.bytes().toArrayUnsafe());
    }
}
