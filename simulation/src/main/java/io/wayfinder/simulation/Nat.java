package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands between a host and the network: it gives datagrams that go out a public port, and lets in what that port is
 * open for. A mapping lives as long as it is used from inside (RFC 4787, 4.3). One host a NAT, on an address of its own.
 */
final class Nat {

    /** What comes in when (RFC 3489, section 5, by the names everybody uses). */
    enum Kind {
        /** One port; once it is open, for anyone. */
        FULL_CONE,
        /** One port, for addresses that were sent to. */
        RESTRICTED,
        /** A port for each endpoint that was sent to, and for it alone. */
        SYMMETRIC
    }

    /** What RFC 4787 asks for at least. */
    static final long MAPPING_MS = 120_000;

    private static final int FIRST_PORT = 1_024;
    private static final int PORTS = 60_000;

    private final Kind kind;
    private final IpAddress address;
    /** Until when each mapping lives; the oldest first. Bounded by what is sent in {@link #MAPPING_MS}. */
    private final LinkedHashMap<Endpoint, Mapping> mappings = new LinkedHashMap<>();

    private final Map<Integer, Endpoint> remoteOf = new LinkedHashMap<>();
    private int opened;

    private record Mapping(int port, long untilMs) {}

    Nat(Kind kind, IpAddress address) {
        this.kind = kind;
        this.address = address;
    }

    Kind kind() {
        return kind;
    }

    IpAddress address() {
        return address;
    }

    /** Where a datagram to there seems to come from. */
    Endpoint out(long nowMs, Endpoint to) {
        expire(nowMs);
        Mapping mapping = mappings.get(to);
        int port = mapping != null ? mapping.port() : kind == Kind.SYMMETRIC ? newPort() : FIRST_PORT;
        mappings.putLast(to, new Mapping(port, nowMs + MAPPING_MS));
        remoteOf.put(port, to);
        return Endpoint.of(address, port);
    }

    /** Whether a datagram to the public port gets through to the host. */
    boolean lets(long nowMs, Endpoint from, int port) {
        expire(nowMs);
        return switch (kind) {
            case FULL_CONE -> port == FIRST_PORT && !mappings.isEmpty();
            case RESTRICTED ->
                port == FIRST_PORT
                        && mappings.sequencedKeySet().stream()
                                .anyMatch(to -> to.address().equals(from.address()));
            case SYMMETRIC -> from.equals(remoteOf.get(port));
        };
    }

    private int newPort() {
        return FIRST_PORT + opened++ % PORTS;
    }

    private void expire(long nowMs) {
        while (!mappings.isEmpty() && mappings.firstEntry().getValue().untilMs() <= nowMs) {
            Mapping over = mappings.pollFirstEntry().getValue();
            if (kind == Kind.SYMMETRIC) {
                remoteOf.remove(over.port());
            }
        }
    }
}
