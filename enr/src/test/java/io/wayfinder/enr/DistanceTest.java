package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Node IDs and the distance between them, against big integers. */
class DistanceTest {

    private final Random random = new Random(1);

    @Test
    void logDistanceIsTheBitLengthOfTheXor() {
        NodeId zero = NodeId.of(Bytes.wrap(new byte[32]));
        assertEquals(0, Distance.log(zero, zero));
        for (int bit = 0; bit < 256; bit++) {
            NodeId one = id(BigInteger.ONE.shiftLeft(bit));
            NodeId ones = id(BigInteger.ONE.shiftLeft(bit + 1).subtract(BigInteger.ONE));

            assertEquals(bit + 1, Distance.log(zero, one));
            assertEquals(bit + 1, Distance.log(ones, zero));
        }
    }

    @Test
    void nearerIsTheSmallerXorAsABigEndianNumber() {
        for (int i = 0; i < 5_000; i++) {
            NodeId target = random();
            NodeId a = near(target);
            NodeId b = near(target);
            int expected = xor(target, a).compareTo(xor(target, b));

            assertEquals(expected, Integer.signum(Distance.compare(target, a, b)));
            assertEquals(xor(a, b).bitLength(), Distance.log(a, b));
            assertEquals(number(a).compareTo(number(b)), Integer.signum(a.compareTo(b)));
        }
    }

    @Test
    void nodeIdIsReadAndWrittenAlike() {
        String hex = "a448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7";
        NodeId id = NodeId.parse(hex);

        assertEquals(hex, id.toString());
        assertEquals(id, NodeId.parse("0x" + hex));
        assertEquals(Bytes.fromHexString(hex), id.bytes());
        assertEquals(id, NodeId.of(id.bytes()));
    }

    @Test
    void whatIsNoNodeIdIsRefused() {
        for (String bad :
                new String[] {"", "0x", "00", "0".repeat(63), "0".repeat(65), "g".repeat(64), "0x" + "0".repeat(63)}) {
            assertThrows(IllegalArgumentException.class, () -> NodeId.parse(bad), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> NodeId.of(Bytes.wrap(new byte[31])));
        assertThrows(IllegalArgumentException.class, () -> NodeId.of(Bytes.wrap(new byte[33])));
    }

    private NodeId random() {
        return NodeId.of(Bytes.random(32, random));
    }

    /** Shares a random number of its first bits with {@code id}, so that every word decides some of the comparisons. */
    private NodeId near(NodeId id) {
        return id(number(id).xor(new BigInteger(random.nextInt(257), random)));
    }

    private static NodeId id(BigInteger number) {
        return NodeId.parse(String.format("%064x", number));
    }

    private static BigInteger number(NodeId id) {
        return id.bytes().toUnsignedBigInteger();
    }

    private static BigInteger xor(NodeId a, NodeId b) {
        return number(a).xor(number(b));
    }
}
