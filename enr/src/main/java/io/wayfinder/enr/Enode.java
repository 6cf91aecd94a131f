package io.wayfinder.enr;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;

/** An {@code enode://} URL: key, address, TCP port and UDP ({@code discport}) port, 0 when there is none. */
public record Enode(PublicKey key, IpAddress address, int tcp, int udp) {

    /** @throws IllegalArgumentException with one line that says what is wrong */
    public static Enode parse(String url, Secp256k1 curve) {
        throw new UnsupportedOperationException("contract");
    }
}
