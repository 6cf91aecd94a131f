package io.wayfinder.enr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/**
 * A libp2p address: protocols one in another, each a code and the value that it needs.
 *
 * @param encoded as the multiaddr specification writes it; {@link #decode} checks it
 */
public record Multiaddr(Bytes encoded) {

    /** The protocols that node records are known to use (multicodec table). */
    private enum Protocol {
        IP4("ip4", 4, 4),
        TCP("tcp", 6, 2),
        DNS("dns", 53, Protocol.PREFIXED),
        DNS4("dns4", 54, Protocol.PREFIXED),
        DNS6("dns6", 55, Protocol.PREFIXED),
        DNSADDR("dnsaddr", 56, Protocol.PREFIXED),
        IP6("ip6", 41, 16),
        UDP("udp", 273, 2),
        P2P_CIRCUIT("p2p-circuit", 290, 0),
        P2P("p2p", 421, Protocol.PREFIXED),
        TLS("tls", 448, 0),
        SNI("sni", 449, Protocol.PREFIXED),
        QUIC("quic", 460, 0),
        QUIC_V1("quic-v1", 461, 0),
        WEBTRANSPORT("webtransport", 465, 0),
        WS("ws", 477, 0),
        WSS("wss", 478, 0);

        /** The value's size is a varint before it. */
        private static final int PREFIXED = -1;

        private final String label;
        private final int code;
        private final int size;

        Protocol(String label, int code, int size) {
            this.label = label;
            this.code = code;
            this.size = size;
        }

        static Optional<Protocol> of(long code) {
            for (Protocol protocol : values()) {
                if (protocol.code == code) {
                    return Optional.of(protocol);
                }
            }
            return Optional.empty();
        }
    }

    private record Part(Protocol protocol, Bytes value, int end) {

        static Optional<Part> read(Bytes source, int at) {
            return Varint.read(source, at)
                    .flatMap(code -> Protocol.of(code.value()).flatMap(protocol -> of(protocol, source, code.end())));
        }

        private static Optional<Part> of(Protocol protocol, Bytes source, int at) {
            Optional<Varint> size = protocol.size == Protocol.PREFIXED
                    ? Varint.read(source, at)
                    : Optional.of(new Varint(protocol.size, at));
            return size.filter(s -> s.value() >= 0 && s.value() <= source.size() - s.end())
                    .map(s -> new Part(protocol, source.slice(s.end(), (int) s.value()), s.end() + (int) s.value()));
        }

        Bytes encode() {
            Bytes size = protocol.size == Protocol.PREFIXED ? Varint.write(value.size()) : Bytes.EMPTY;
            return Bytes.concatenate(Varint.write(protocol.code), size, value);
        }

        String text() {
            return switch (protocol) {
                case IP4, IP6 -> "/" + protocol.label + "/" + IpText.format(value);
                case TCP, UDP -> "/" + protocol.label + "/" + value.toInt();
                case DNS, DNS4, DNS6, DNSADDR, SNI -> "/" + protocol.label + "/" + name();
                case P2P -> "/" + protocol.label + "/" + Base58.encode(value);
                case P2P_CIRCUIT, TLS, QUIC, QUIC_V1, WEBTRANSPORT, WS, WSS -> "/" + protocol.label;
            };
        }

        /** A name of anything but letters, digits and {@code .-_} would read as something else in the text. */
        boolean isPlain() {
            return switch (protocol) {
                case DNS, DNS4, DNS6, DNSADDR, SNI -> name().matches("[A-Za-z0-9._-]+");
                default -> true;
            };
        }

        private String name() {
            return new String(value.toArrayUnsafe(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Empty unless the bytes are protocols that are known here, to the last byte, and at least one. */
    public static Optional<Multiaddr> decode(Bytes bytes) {
        Optional<List<Part>> parts = parts(bytes);
        return parts.filter(list -> !list.isEmpty() && list.stream().allMatch(Part::isPlain))
                .map(list -> new Multiaddr(bytes));
    }

    /** {@code /ip4/<address>/tcp/<port>}. */
    static Multiaddr tcp(Endpoint endpoint) {
        return new Multiaddr(Bytes.concatenate(address(endpoint), port(Protocol.TCP, endpoint)));
    }

    /** {@code /ip4/<address>/udp/<port>/quic-v1}. */
    static Multiaddr quic(Endpoint endpoint) {
        Bytes quic = new Part(Protocol.QUIC_V1, Bytes.EMPTY, 0).encode();
        return new Multiaddr(Bytes.concatenate(address(endpoint), port(Protocol.UDP, endpoint), quic));
    }

    /** Ends in {@code /p2p/<peer>}; a peer in between is a relay, to whose circuit it leads (Waku, "WAKU2-ENR"). */
    Multiaddr of(PeerId peer) {
        boolean relayed = parts(encoded).orElse(List.of()).stream().anyMatch(part -> part.protocol() == Protocol.P2P);
        Bytes circuit = relayed ? new Part(Protocol.P2P_CIRCUIT, Bytes.EMPTY, 0).encode() : Bytes.EMPTY;
        return new Multiaddr(Bytes.concatenate(encoded, circuit, new Part(Protocol.P2P, peer.multihash(), 0).encode()));
    }

    /** {@code /ip4/192.0.2.1/tcp/9000/p2p/16Uiu2HA...}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        parts(encoded).orElse(List.of()).forEach(part -> text.append(part.text()));
        return text.toString();
    }

    private static Optional<List<Part>> parts(Bytes bytes) {
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < bytes.size(); ) {
            Optional<Part> part = Part.read(bytes, at);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
            at = part.get().end();
        }
        return Optional.of(parts);
    }

    private static Bytes address(Endpoint endpoint) {
        IpAddress address = endpoint.address();
        return new Part(address.v6() ? Protocol.IP6 : Protocol.IP4, address.bytes(), 0).encode();
    }

    private static Bytes port(Protocol protocol, Endpoint endpoint) {
        return new Part(protocol, Bytes.ofUnsignedShort(endpoint.port()), 0).encode();
    }
}
