package io.wayfinder.enr;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/**
 * An {@code enode://} URL: key, address, TCP port and UDP ({@code discport}) port, 0 when there is none. Names instead
 * of addresses are refused: nothing here resolves them.
 */
public record Enode(PublicKey key, IpAddress address, int tcp, int udp) {

    private static final String SCHEME = "enode://";
    private static final String DISCPORT = "discport=";

    /** In hex digits. */
    private static final int KEY_LENGTH = 128;

    /** @throws IllegalArgumentException for ports out of range */
    public Enode {
        if (tcp < 0 || tcp > Endpoint.PORT_MAX || udp < 0 || udp > Endpoint.PORT_MAX) {
            throw new IllegalArgumentException("ports are from 0 to " + Endpoint.PORT_MAX);
        }
    }

    /** What {@code record} says, IPv4 before IPv6; empty without an address and a port on it. */
    public static Optional<Enode> of(NodeRecord record) {
        return of(record, record.tcp4(), record.udp4()).or(() -> of(record, record.tcp6(), record.udp6()));
    }

    private static Optional<Enode> of(NodeRecord record, Optional<Endpoint> tcp, Optional<Endpoint> udp) {
        return udp.or(() -> tcp)
                .map(endpoint -> new Enode(
                        record.publicKey(),
                        endpoint.address(),
                        tcp.map(Endpoint::port).orElse(0),
                        udp.map(Endpoint::port).orElse(0)));
    }

    /**
     * {@code enode://<128 hex digits>@<address>:<TCP port>[?discport=<UDP port>]}: without a {@code discport}, both
     * ports are the same.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    public static Enode parse(String url, Secp256k1 curve) {
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException("an enode URL starts with " + SCHEME);
        }
        int at = url.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("an enode URL has an address after @");
        }
        PublicKey key = key(url.substring(SCHEME.length(), at), curve);
        String[] place = url.substring(at + 1).split("\\?", 2);
        Endpoint tcp = Endpoint.parse(place[0]);
        if (tcp.scope() != 0) {
            throw new IllegalArgumentException("an enode URL has no scope: " + tcp);
        }
        return new Enode(key, tcp.address(), tcp.port(), place.length == 1 ? tcp.port() : discport(place[1]));
    }

    /** The UDP endpoint; empty when there is none. */
    public Optional<Endpoint> udpEndpoint() {
        return udp == 0 ? Optional.empty() : Optional.of(Endpoint.of(address, udp));
    }

    public NodeId nodeId() {
        return NodeId.of(key);
    }

    /** The URL. */
    @Override
    public String toString() {
        String query = tcp == udp ? "" : "?" + DISCPORT + udp;
        return SCHEME + key.uncompressed().toUnprefixedHexString() + "@" + Endpoint.of(address, tcp) + query;
    }

    private static PublicKey key(String hex, Secp256k1 curve) {
        if (hex.length() != KEY_LENGTH || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("the key of an enode URL has " + KEY_LENGTH + " hex digits");
        }
        return curve.parse(Bytes.wrap(HexFormat.of().parseHex(hex)))
                .orElseThrow(() -> new IllegalArgumentException("the key of the enode URL is not on the curve"));
    }

    private static int discport(String query) {
        String digits = query.startsWith(DISCPORT) ? query.substring(DISCPORT.length()) : "";
        if (!digits.matches("0|[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("an enode URL's query is discport=<UDP port>, not \"" + query + "\"");
        }
        return Integer.parseInt(digits);
    }
}
