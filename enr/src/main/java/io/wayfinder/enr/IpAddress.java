package io.wayfinder.enr;

import org.apache.tuweni.bytes.Bytes;

/**
 * An IPv4 or IPv6 address. An IPv4 address is the low 32 bits of {@code low}. {@link #of} turns IPv4-mapped IPv6 into
 * IPv4; never resolves names.
 */
public record IpAddress(boolean v6, long high, long low) implements Comparable<IpAddress> {

    /** 4 or 16 bytes; IPv4-mapped becomes IPv4; @throws IllegalArgumentException for other sizes */
    public static IpAddress of(Bytes bytes) {
        throw new UnsupportedOperationException("contract");
    }

    /** A literal, {@code 192.0.2.1} or {@code 2001:db8::1}; @throws IllegalArgumentException otherwise */
    public static IpAddress parse(String literal) {
        throw new UnsupportedOperationException("contract");
    }

    /** 4 or 16 bytes. */
    public Bytes bytes() {
        throw new UnsupportedOperationException("contract");
    }

    public boolean isLoopback() {
        throw new UnsupportedOperationException("contract");
    }

    /** Private, link-local and unique-local ranges; not loopback. */
    public boolean isLan() {
        throw new UnsupportedOperationException("contract");
    }

    /** Unspecified, multicast, broadcast, documentation and other ranges no node can be reached at. */
    public boolean isSpecial() {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether the first {@code bits} bits are those of {@code other}, of the same family. */
    public boolean samePrefix(IpAddress other, int bits) {
        throw new UnsupportedOperationException("contract");
    }

    /** This address with all but the first {@code bits} bits cleared. */
    public IpAddress prefix(int bits) {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public int compareTo(IpAddress other) {
        throw new UnsupportedOperationException("contract");
    }
}
