package io.wayfinder.enr;

/** The XOR metric (discv5 theory, "Nodes, Records and Distances"). */
public final class Distance {

    private Distance() {}

    /** The bit length of {@code a XOR b}: 0 for equal IDs, else 1 to 256. */
    public static int log(NodeId a, NodeId b) {
        long x0 = a.w0() ^ b.w0();
        if (x0 != 0) {
            return 256 - Long.numberOfLeadingZeros(x0);
        }
        long x1 = a.w1() ^ b.w1();
        if (x1 != 0) {
            return 192 - Long.numberOfLeadingZeros(x1);
        }
        long x2 = a.w2() ^ b.w2();
        if (x2 != 0) {
            return 128 - Long.numberOfLeadingZeros(x2);
        }
        return 64 - Long.numberOfLeadingZeros(a.w3() ^ b.w3());
    }

    /** Negative when {@code a} is nearer to the target than {@code b}: the XORs compared as big-endian numbers. */
    public static int compare(NodeId target, NodeId a, NodeId b) {
        return compareWords(
                target.w0() ^ a.w0(),
                target.w0() ^ b.w0(),
                target.w1() ^ a.w1(),
                target.w1() ^ b.w1(),
                target.w2() ^ a.w2(),
                target.w2() ^ b.w2(),
                target.w3() ^ a.w3(),
                target.w3() ^ b.w3());
    }

    /** Two 256-bit unsigned numbers, word by word from the highest. */
    static int compareWords(long a0, long b0, long a1, long b1, long a2, long b2, long a3, long b3) {
        if (a0 != b0) {
            return Long.compareUnsigned(a0, b0);
        }
        if (a1 != b1) {
            return Long.compareUnsigned(a1, b1);
        }
        if (a2 != b2) {
            return Long.compareUnsigned(a2, b2);
        }
        return Long.compareUnsigned(a3, b3);
    }
}
