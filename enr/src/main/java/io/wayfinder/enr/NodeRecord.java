package io.wayfinder.enr;

import io.wayfinder.crypto.Keccak256;
import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/** A node record (EIP-778) of the "v4" identity scheme whose signature holds: valid by construction. Immutable. */
public final class NodeRecord {

    /** The largest encoding, in bytes. */
    public static final int SIZE_MAX = 300;

    static final String SCHEME = "v4";

    private final RecordContent content;
    private final Bytes encoded;
    private final long seq;
    private final PublicKey publicKey;
    private final NodeId nodeId;
    private final Optional<Endpoint> udp4;
    private final Optional<Endpoint> udp6;
    private final List<Endpoint> udpEndpoints;
    private final boolean global;

    private NodeRecord(RecordContent content, PublicKey publicKey) {
        this.content = content;
        this.publicKey = publicKey;
        // Asked for with every packet and every answer, so decoded once and kept at hand.
        this.encoded = content.encoded();
        this.seq = content.seq();
        this.nodeId = NodeId.of(publicKey);
        this.udp4 = endpoint(Entries.IP, Entries.UDP);
        this.udp6 = endpoint(Entries.IP6, has(Entries.UDP6) ? Entries.UDP6 : Entries.UDP);
        this.udpEndpoints =
                List.of(Stream.of(udp4, udp6).flatMap(Optional::stream).toArray(Endpoint[]::new));
        this.global = !udpEndpoints.isEmpty()
                && udpEndpoints.stream().allMatch(endpoint -> endpoint.address().isGlobal());
    }

    /** Decodes and verifies. Total: any bytes give a value or a named rejection. */
    public static DecodedRecord decode(Bytes rlp, Secp256k1 curve) {
        try {
            RecordContent content = RecordContent.decode(rlp);
            String scheme = content.scheme();
            return scheme.equals(SCHEME)
                    ? new DecodedRecord.Valid(verify(content, curve))
                    : new DecodedRecord.UnknownScheme(new UnverifiedRecord(content, scheme));
        } catch (RecordException e) {
            return e.rejected();
        }
    }

    /** The RLP encoding, at most {@link #SIZE_MAX} bytes. */
    public Bytes encoded() {
        return encoded;
    }

    /** {@code enr:} and unpadded base64url. */
    public String text() {
        return EnrText.encode(encoded);
    }

    public NodeId nodeId() {
        return nodeId;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** {@code r || s}, 64 bytes. */
    public Bytes signature() {
        return content.signature();
    }

    /** The sequence number, unsigned: compare with {@link Long#compareUnsigned}. */
    public long seq() {
        return seq;
    }

    /** Whether this record has a higher sequence number than {@code other}. */
    public boolean newerThan(NodeRecord other) {
        return Long.compareUnsigned(seq(), other.seq()) > 0;
    }

    /** Empty when the entry is missing or not of the form it should have. */
    public <T> Optional<T> get(Entry<T> entry) {
        Bytes item = content.entries().get(entry.key());
        return item == null ? Optional.empty() : entry.decode(item);
    }

    /** Key to RLP item, in the record's order, unknown ones included. */
    public SortedMap<String, Bytes> entries() {
        return content.entries();
    }

    /** {@code ip} with {@code udp}. */
    public Optional<Endpoint> udp4() {
        return udp4;
    }

    /** {@code ip6} with {@code udp6}, or with {@code udp} when {@code udp6} is missing. */
    public Optional<Endpoint> udp6() {
        return udp6;
    }

    /** {@link #udp4} and {@link #udp6}, those there are: where the node can be reached. */
    public List<Endpoint> udpEndpoints() {
        return udpEndpoints;
    }

    /** Whether there are {@link #udpEndpoints}, each at an address that anyone on the internet could reach. */
    public boolean isGlobal() {
        return global;
    }

    /** {@code ip} with {@code tcp}. */
    public Optional<Endpoint> tcp4() {
        return endpoint(Entries.IP, Entries.TCP);
    }

    /** {@code ip6} with {@code tcp6}, or with {@code tcp} when {@code tcp6} is missing. */
    public Optional<Endpoint> tcp6() {
        return endpoint(Entries.IP6, has(Entries.TCP6) ? Entries.TCP6 : Entries.TCP);
    }

    /** {@code ip} with {@code quic}. */
    public Optional<Endpoint> quic4() {
        return endpoint(Entries.IP, Entries.QUIC);
    }

    /** {@code ip6} with {@code quic6}, or with {@code quic} when {@code quic6} is missing. */
    public Optional<Endpoint> quic6() {
        return endpoint(Entries.IP6, has(Entries.QUIC6) ? Entries.QUIC6 : Entries.QUIC);
    }

    /** The {@code enode://} URL's parts; empty without an address and a port on it. */
    public Optional<Enode> enode() {
        return Enode.of(this);
    }

    /** What libp2p calls this node. */
    public PeerId peerId() {
        return PeerId.of(publicKey);
    }

    /**
     * Where libp2p would dial this node: TCP and QUIC on both families, then those of {@code multiaddrs}, each with its
     * {@code /p2p/<peer>}. A record does not say whether a TCP port is libp2p's or RLPx's: entries such as {@code eth2}
     * do.
     */
    public List<Multiaddr> multiaddrs() {
        List<Multiaddr> addresses = new ArrayList<>();
        tcp4().map(Multiaddr::tcp).ifPresent(addresses::add);
        quic4().map(Multiaddr::quic).ifPresent(addresses::add);
        tcp6().map(Multiaddr::tcp).ifPresent(addresses::add);
        quic6().map(Multiaddr::quic).ifPresent(addresses::add);
        addresses.addAll(get(Entries.MULTIADDRS).orElse(List.of()));
        return addresses.stream().map(address -> address.of(peerId())).toList();
    }

    /**
     * Every entry in the record's order, as a person reads it and JSON can say it: {@code String}, {@code Boolean},
     * {@code Integer}, or {@code List} or {@code Map} of such. Unsigned 64-bit numbers are decimal text; what is
     * unknown or not of its entry's form is its octets in hexadecimal with 0x, lists as lists of such. Keys that are
     * not printable are hexadecimal too: all of it is safe to show.
     */
    public Map<String, Object> describe() {
        return Entries.describe(content.entries());
    }

    /** Equal when the encodings are. */
    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof NodeRecord that && that.encoded().equals(encoded()));
    }

    @Override
    public int hashCode() {
        return encoded().hashCode();
    }

    /** {@link #text}. */
    @Override
    public String toString() {
        return text();
    }

    private static NodeRecord verify(RecordContent content, Secp256k1 curve) throws RecordException {
        Bytes item = content.entries().get(Entries.SECP256K1.key());
        PublicKey key = Optional.ofNullable(item)
                .flatMap(Entries.SECP256K1::decode)
                .flatMap(curve::parse)
                .orElseThrow(() -> new RecordException(
                        RecordRejection.BAD_IDENTITY,
                        item == null ? "no secp256k1 entry" : "the secp256k1 entry is not a compressed public key"));
        if (!curve.verify(Keccak256.hash(content.signed()), content.signature(), key)) {
            throw new RecordException(RecordRejection.BAD_SIGNATURE, "the signature does not hold");
        }
        return new NodeRecord(content, key);
    }

    private boolean has(Entry<?> entry) {
        return content.entries().containsKey(entry.key());
    }

    private Optional<Endpoint> endpoint(Entry<IpAddress> address, Entry<Integer> port) {
        return get(address).flatMap(ip -> get(port).filter(p -> p > 0).map(p -> Endpoint.of(ip, p)));
    }
}
