package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;

/**
 * A hash over every delivery to a host, in order: when, from where, to where, how many bytes. Not over the bytes
 * themselves, so that the real curve and its stand-in can be compared. That of the run is the sum over its hosts.
 */
final class Trace {

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    private long hash;

    /** @param number of the host */
    Trace(long number) {
        hash = (number + 1) * PRIME;
    }

    void delivered(long nowUs, Endpoint from, Endpoint to, int size) {
        mix(nowUs);
        mix(from);
        mix(to);
        mix(size);
    }

    long hash() {
        return hash;
    }

    /** 16 hex digits. */
    static String text(long hash) {
        return "%016x".formatted(hash);
    }

    private void mix(Endpoint endpoint) {
        IpAddress address = endpoint.address();
        mix(address.high());
        mix(address.low());
        mix(endpoint.port());
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 32;
    }
}
