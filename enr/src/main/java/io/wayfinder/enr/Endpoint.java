package io.wayfinder.enr;

import org.jspecify.annotations.Nullable;

/**
 * A UDP (or TCP) endpoint. Never an {@code InetSocketAddress}, which may resolve names.
 *
 * @param scope the IPv6 scope ID of a link-local address, else 0
 * @param port 1 to 65535 (0 only for an endpoint to bind)
 */
public record Endpoint(IpAddress address, int scope, int port) {

    /** The largest port. */
    public static final int PORT_MAX = 65_535;

    /** @throws IllegalArgumentException for a port or a scope out of range */
    public Endpoint {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port is from 0 to " + PORT_MAX + ", not " + port);
        }
        if (scope < 0 || (scope > 0 && !address.v6())) {
            throw new IllegalArgumentException("only an IPv6 address has a scope, above 0: " + scope);
        }
    }

    public static Endpoint of(IpAddress address, int port) {
        return new Endpoint(address, 0, port);
    }

    /**
     * {@code 127.0.0.1:30303}, {@code [::1]:30303} or {@code [fe80::1%2]:30303}.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no port: \"" + text + "\"");
        }
        int port = number(text.substring(colon + 1), text);
        String host = text.substring(0, colon);
        if (!host.startsWith("[") || !host.endsWith("]")) {
            IpAddress address = IpAddress.parse(host);
            if (host.indexOf(':') >= 0) {
                throw new IllegalArgumentException("an IPv6 address needs brackets before a port: \"" + text + "\"");
            }
            return of(address, port);
        }
        String inner = host.substring(1, host.length() - 1);
        int percent = inner.indexOf('%');
        if (inner.indexOf(':') < 0) {
            throw new IllegalArgumentException("only an IPv6 address is in brackets: \"" + text + "\"");
        }
        return percent < 0
                ? of(IpAddress.parse(inner), port)
                : new Endpoint(
                        IpAddress.parse(inner.substring(0, percent)), number(inner.substring(percent + 1), text), port);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String zone = scope == 0 ? "" : "%" + scope;
        return address.v6() ? "[" + address + zone + "]:" + port : address + ":" + port;
    }

    private static int number(String digits, String text) {
        if (!digits.matches("0|[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("not a port or scope: \"" + digits + "\" in \"" + text + "\"");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || (object instanceof Endpoint other
                        && port == other.port
                        && scope == other.scope
                        && address.equals(other.address));
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + port;
    }
}
