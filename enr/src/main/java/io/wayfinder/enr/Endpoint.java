package io.wayfinder.enr;

/**
 * A UDP (or TCP) endpoint. Never an {@code InetSocketAddress}, which may resolve names.
 *
 * @param scope the IPv6 scope ID of a link-local address, else 0
 * @param port 1 to 65535 (0 only for an endpoint to bind)
 */
public record Endpoint(IpAddress address, int scope, int port) {

    public static Endpoint of(IpAddress address, int port) {
        return new Endpoint(address, 0, port);
    }

    /** {@code 127.0.0.1:30303} or {@code [::1]:30303}; @throws IllegalArgumentException otherwise */
    public static Endpoint parse(String text) {
        throw new UnsupportedOperationException("contract");
    }
}
