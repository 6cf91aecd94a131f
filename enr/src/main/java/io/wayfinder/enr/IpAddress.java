package io.wayfinder.enr;

import java.nio.ByteBuffer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. An IPv4 address is the low 32 bits of {@code low}. {@link #of} turns IPv4-mapped IPv6 into
 * IPv4; never resolves names.
 *
 * @param high the upper 64 bits of an IPv6 address, else 0
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(boolean v6, long high, long low) implements Comparable<IpAddress> {

    /** In bytes. */
    public static final int V4_SIZE = 4;

    /** In bytes. */
    public static final int V6_SIZE = 16;

    private static final long LOW_32_BITS = 0xffff_ffffL;

    /** @throws IllegalArgumentException for an IPv4-mapped IPv6 address and for an IPv4 address of more than 32 bits */
    public IpAddress {
        if (v6 ? high == 0 && low >>> 32 == 0xffff : high != 0 || low >>> 32 != 0) {
            throw new IllegalArgumentException(v6 ? "IPv4-mapped addresses are IPv4" : "IPv4 has 32 bits");
        }
    }

    /** 4 or 16 bytes; IPv4-mapped becomes IPv4; @throws IllegalArgumentException for other sizes */
    public static IpAddress of(Bytes bytes) {
        return switch (bytes.size()) {
            case V4_SIZE -> v4(bytes.getInt(0));
            case V6_SIZE -> v6(bytes.getLong(0), bytes.getLong(8));
            default -> throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.size());
        };
    }

    /** A literal, {@code 192.0.2.1} or {@code 2001:db8::1}; @throws IllegalArgumentException otherwise */
    public static IpAddress parse(String literal) {
        return literal.indexOf(':') < 0 ? v4(IpText.parseV4(literal)) : of(Bytes.wrap(IpText.parseV6(literal)));
    }

    private static IpAddress v4(int bits) {
        return new IpAddress(false, 0, bits & LOW_32_BITS);
    }

    private static IpAddress v6(long high, long low) {
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        return mapped ? v4((int) low) : new IpAddress(true, high, low);
    }

    /** 4 or 16 bytes. */
    public Bytes bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(v6 ? V6_SIZE : V4_SIZE);
        return Bytes.wrap((v6 ? buffer.putLong(high).putLong(low) : buffer.putInt((int) low)).array());
    }

    /** {@code 127.0.0.0/8} and {@code ::1}. */
    public boolean isLoopback() {
        return v6 ? high == 0 && low == 1 : low >>> 24 == 127;
    }

    /** Private, shared (RFC 6598), link-local and unique-local ranges; not loopback. */
    public boolean isLan() {
        return IpRanges.isLan(this);
    }

    /** Unspecified, multicast, broadcast, documentation and other ranges no node can be reached at. */
    public boolean isSpecial() {
        return !isLoopback() && !isLan() && IpRanges.isSpecial(this);
    }

    /** {@code 0.0.0.0} or {@code ::}. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** {@code fe80::/10} and {@code 169.254.0.0/16}. */
    public boolean isLinkLocal() {
        return v6 ? high >>> 54 == 0xfe80 >>> 6 : low >>> 16 == 0xa9fe;
    }

    /** None of the above: an address that anyone on the internet could reach. */
    public boolean isGlobal() {
        return !isLoopback() && !isLan() && !isSpecial();
    }

    /**
     * Whether the first {@code bits} bits are those of {@code other}, of the same family.
     *
     * @throws IllegalArgumentException as {@link #prefix}
     */
    public boolean samePrefix(IpAddress other, int bits) {
        checkLength(bits);
        long difference = v6
                ? ((high ^ other.high) & mask(bits)) | ((low ^ other.low) & mask(bits - 64))
                : (low ^ other.low) & mask(bits + 32);
        return v6 == other.v6 && difference == 0;
    }

    /**
     * This address with all but the first {@code bits} bits cleared.
     *
     * @throws IllegalArgumentException unless {@code bits} is from 0 to the family's 32 or 128
     */
    public IpAddress prefix(int bits) {
        checkLength(bits);
        return v6
                ? new IpAddress(true, high & mask(bits), low & mask(bits - 64))
                : new IpAddress(false, 0, low & mask(bits + 32));
    }

    /** 32 or 128. */
    public int bitLength() {
        return v6 ? 128 : 32;
    }

    /** IPv4 first, then as unsigned numbers. */
    @Override
    public int compareTo(IpAddress other) {
        if (v6 != other.v6) {
            return v6 ? 1 : -1;
        }
        return high != other.high ? Long.compareUnsigned(high, other.high) : Long.compareUnsigned(low, other.low);
    }

    /** The canonical text: dotted decimal, or RFC 5952. */
    @Override
    public String toString() {
        return v6 ? IpText.formatV6(high, low) : IpText.formatV4((int) low);
    }

    private void checkLength(int bits) {
        if (bits < 0 || bits > bitLength()) {
            throw new IllegalArgumentException("a prefix has 0 to " + bitLength() + " bits, not " + bits);
        }
    }

    /** The first bits of a word; none below 1, all from 64. */
    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= 64 ? -1 : -1L << (64 - bits);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof IpAddress other && low == other.low && high == other.high && v6 == other.v6;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }
}
