package io.wayfinder.rpc;

import io.wayfinder.enr.NodeId;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;

/** Which data columns a consensus node keeps: consensus specifications, Fulu, "DAS core", {@code get_custody_groups}. */
final class CustodyColumns {

    /** NUMBER_OF_CUSTODY_GROUPS. With as many columns, so that a group is a column. */
    static final int GROUPS = 128;

    private static final BigInteger UINT256_END = BigInteger.ONE.shiftLeft(256);

    private CustodyColumns() {}

    /**
     * Ascending.
     *
     * @param groupCount the record's {@code cgc}, 0 to {@link #GROUPS}
     */
    static List<Integer> of(NodeId id, int groupCount) {
        if (groupCount < 0 || groupCount > GROUPS) {
            throw new IllegalArgumentException("a custody group count is from 0 to " + GROUPS + ", not " + groupCount);
        } else if (groupCount == GROUPS) {
            return IntStream.range(0, GROUPS).boxed().toList();
        }
        MessageDigest sha256 = sha256();
        TreeSet<Integer> groups = new TreeSet<>();
        BigInteger current = id.bytes().toUnsignedBigInteger();
        while (groups.size() < groupCount) {
            Bytes littleEndian = Bytes.wrap(uint256(current)).reverse();
            long number =
                    Bytes.wrap(sha256.digest(littleEndian.toArrayUnsafe())).getLong(0, ByteOrder.LITTLE_ENDIAN);
            groups.add((int) Long.remainderUnsigned(number, GROUPS));
            current = current.add(BigInteger.ONE).mod(UINT256_END);
        }
        return List.copyOf(groups);
    }

    private static byte[] uint256(BigInteger number) {
        byte[] octets = new byte[32];
        byte[] shortest = number.toByteArray();
        int length = Math.min(shortest.length, 32);
        System.arraycopy(shortest, shortest.length - length, octets, 32 - length, length);
        return octets;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
