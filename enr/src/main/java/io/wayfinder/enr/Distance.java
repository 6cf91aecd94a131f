package io.wayfinder.enr;

/** The XOR metric (discv5 theory, "Nodes, Records and Distances"). */
public final class Distance {

    private Distance() {}

    /** The bit length of {@code a XOR b}: 0 for equal IDs, else 1 to 256. */
    public static int log(NodeId a, NodeId b) {
        throw new UnsupportedOperationException("contract");
    }

    /** Negative when {@code a} is nearer to the target than {@code b}: the XORs compared as big-endian numbers. */
    public static int compare(NodeId target, NodeId a, NodeId b) {
        throw new UnsupportedOperationException("contract");
    }
}
