package io.wayfinder.simulation;

import io.wayfinder.enr.NodeId;
import java.math.BigInteger;
import org.apache.tuweni.bytes.Bytes;

/** The XOR metric once more, in the plainest way: what is judged must not be the judge. */
final class Metric {

    private Metric() {}

    static BigInteger distance(NodeId one, NodeId other) {
        return number(one).xor(number(other));
    }

    /** 0 to 256. */
    static int logDistance(NodeId one, NodeId other) {
        Bytes difference = one.bytes().xor(other.bytes());
        for (int i = 0; i < NodeId.SIZE; i++) {
            int differing = difference.get(i) & 0xff;
            if (differing != 0) {
                return Byte.SIZE * (NodeId.SIZE - i)
                        - (Integer.numberOfLeadingZeros(differing) - Integer.SIZE + Byte.SIZE);
            }
        }
        return 0;
    }

    private static BigInteger number(NodeId id) {
        return new BigInteger(1, id.bytes().toArrayUnsafe());
    }
}
