package io.wayfinder.enr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/** The entries that networks are known to use. */
public final class Entries {

    private static final Map<String, Entry<?>> KNOWN = new LinkedHashMap<>();

    // EIP-778.
    public static final Entry<String> ID = text("id");
    /** 33 bytes. */
    public static final Entry<Bytes> SECP256K1 = octets("secp256k1", 33);

    public static final Entry<IpAddress> IP = address("ip", IpAddress.V4_SIZE);
    public static final Entry<IpAddress> IP6 = address("ip6", IpAddress.V6_SIZE);
    public static final Entry<Integer> UDP = port("udp");
    public static final Entry<Integer> UDP6 = port("udp6");
    public static final Entry<Integer> TCP = port("tcp");
    public static final Entry<Integer> TCP6 = port("tcp6");

    // Execution clients: devp2p, folder enr-entries; EIP-7636.
    public static final Entry<ForkId> ETH = entry("eth", ForkId::decode, ForkId::encode, ForkId::describe);
    /** Always true: what counts is that it is there. */
    public static final Entry<Boolean> SNAP =
            entry("snap", item -> RlpItem.items(item).map(items -> true), value -> RlpItem.ofList(list -> {}), v -> v);

    /** The version of the "vflux" payment protocol; 0 for the empty list of the entry's first form. */
    public static final Entry<Long> LES = entry("les", Entries::vfluxVersion, Entries::vfluxList, Entries::decimal);

    public static final Entry<ClientInfo> CLIENT =
            entry("client", ClientInfo::decode, ClientInfo::encode, ClientInfo::describe);
    /** The version of topic discovery. */
    public static final Entry<Long> NG = integer("ng");
    /** What one page of the specification calls {@link #NG}. */
    public static final Entry<Long> TOPIC_DISCOVERY = integer("topic-discovery");

    // Consensus clients: consensus specifications, p2p-interface of phase 0, Altair and Fulu.
    public static final Entry<Eth2> ETH2 = entry("eth2", Eth2::decode, Eth2::encode, Eth2::describe);
    /** Attestation subnets, 0 to 63. */
    public static final Entry<List<Integer>> ATTNETS = bitvector("attnets", 64);
    /** Sync committee subnets, 0 to 3. */
    public static final Entry<List<Integer>> SYNCNETS = bitvector("syncnets", 4);
    /** Custody group count. */
    public static final Entry<Integer> CGC = number("cgc", Integer.MAX_VALUE);
    /** The next fork's digest, 4 bytes: zeros when none is planned. */
    public static final Entry<Bytes> NFD = octets("nfd", 4);

    public static final Entry<Integer> QUIC = port("quic");
    public static final Entry<Integer> QUIC6 = port("quic6");

    // OP Stack: execution nodes as {@code eth}, consensus nodes their own.
    public static final Entry<ForkId> OPEL = entry("opel", ForkId::decode, ForkId::encode, ForkId::describe);
    public static final Entry<OpStack> OPSTACK = entry("opstack", OpStack::decode, OpStack::encode, OpStack::describe);

    // Waku: WAKU2-ENR and "Relay sharding".
    public static final Entry<List<Multiaddr>> MULTIADDRS = entry(
            "multiaddrs",
            Multiaddrs::decode,
            Multiaddrs::encode,
            list -> list.stream().map(Multiaddr::toString).toList());
    public static final Entry<RelayShards> RS =
            entry("rs", RelayShards::decode, RelayShards::encode, RelayShards::describe);
    /** Flags in one byte, see {@link #describe}. */
    public static final Entry<Integer> WAKU2 =
            entry("waku2", Entries::flags, flags -> RLP.encodeValue(Bytes.of(flags)), Entries::wakuProtocols);

    // Portal: the client, and the protocol versions (lowest, highest) with the chain.
    public static final Entry<String> C = text("c");
    public static final Entry<List<Long>> P = entry("p", Entries::integers, Entries::integerList, Entries::decimals);

    /** The chain, rollup and contracts that an Aztec node follows. */
    public static final Entry<String> AZTEC = text("aztec");

    private static final List<String> ENDPOINT_KEYS =
            Stream.of(IP, IP6, UDP, UDP6, TCP, TCP6).map(Entry::key).toList();

    private Entries() {}

    /** The entry of that key, when it is one of these. */
    public static Optional<Entry<?>> known(String key) {
        return Optional.ofNullable(KNOWN.get(key));
    }

    /** Whether it is one of EIP-778's addresses and ports. */
    static boolean isEndpoint(String key) {
        return ENDPOINT_KEYS.contains(key);
    }

    /**
     * Every entry, in order, as {@link Entry#describe} says it; what is unknown or not of its entry's form as the
     * octets in hexadecimal with 0x, lists as lists of such; keys likewise.
     */
    static Map<String, Object> describe(SortedMap<String, Bytes> entries) {
        Map<String, Object> described = new LinkedHashMap<>();
        entries.forEach((key, item) -> described.put(
                RecordContent.printable(key),
                known(key).flatMap(entry -> entry.describe(item)).orElseGet(() -> RlpItem.describe(item))));
        return described;
    }

    private static <T> Entry<T> entry(
            String key,
            Function<Bytes, Optional<T>> decoder,
            Function<T, Bytes> encoder,
            Function<T, Object> describer) {
        Entry<T> entry = new Entry<>(key, decoder, encoder, describer);
        KNOWN.put(key, entry);
        return entry;
    }

    private static Entry<String> text(String key) {
        return entry(
                key,
                RlpItem::text,
                value -> RLP.encodeValue(Bytes.wrap(value.getBytes(StandardCharsets.US_ASCII))),
                value -> value);
    }

    private static Entry<Bytes> octets(String key, int size) {
        return entry(
                key,
                item -> RlpItem.octets(item).filter(octets -> octets.size() == size),
                RLP::encodeValue,
                Bytes::toHexString);
    }

    /** An IPv4-mapped address is not an IPv6 address. */
    private static Entry<IpAddress> address(String key, int size) {
        return entry(
                key,
                item -> RlpItem.octets(item)
                        .filter(octets -> octets.size() == size)
                        .map(IpAddress::of)
                        .filter(address -> address.v6() == (size == IpAddress.V6_SIZE)),
                address -> RLP.encodeValue(address.bytes()),
                IpAddress::toString);
    }

    private static Entry<Integer> port(String key) {
        return number(key, Endpoint.PORT_MAX);
    }

    private static Entry<Integer> number(String key, int max) {
        return entry(
                key,
                item -> RlpItem.integer(item)
                        .filter(number -> number >= 0 && number <= max)
                        .map(Long::intValue),
                number -> RlpItem.ofInteger(number),
                number -> number);
    }

    private static Entry<Long> integer(String key) {
        return entry(key, RlpItem::integer, RlpItem::ofInteger, Entries::decimal);
    }

    private static Entry<List<Integer>> bitvector(String key, int length) {
        return entry(key, item -> Bitvector.decode(item, length), bits -> Bitvector.encode(bits, length), bits -> bits);
    }

    private static Optional<Long> vfluxVersion(Bytes item) {
        return RlpItem.items(item).flatMap(items -> items.isEmpty() ? Optional.of(0L) : RlpItem.integer(items.get(0)));
    }

    private static Bytes vfluxList(long version) {
        return integerList(List.of(version));
    }

    private static Optional<List<Long>> integers(Bytes item) {
        return RlpItem.items(item).flatMap(items -> {
            List<Long> integers = new ArrayList<>();
            items.forEach(integer -> RlpItem.integer(integer).ifPresent(integers::add));
            return integers.size() == items.size() ? Optional.of(List.copyOf(integers)) : Optional.empty();
        });
    }

    private static Bytes integerList(List<Long> integers) {
        return RlpItem.ofList(writer -> integers.forEach(integer -> writer.writeRLP(RlpItem.ofInteger(integer))));
    }

    private static Optional<Integer> flags(Bytes item) {
        return RlpItem.octets(item).filter(octets -> octets.size() == 1).map(octets -> octets.get(0) & 0xff);
    }

    private static List<String> wakuProtocols(int flags) {
        List<String> names = List.of("relay", "store", "filter", "lightpush", "sync");
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < 8; bit++) {
            if ((flags & (1 << bit)) != 0) {
                set.add(bit < names.size() ? names.get(bit) : "bit" + bit);
            }
        }
        return set;
    }

    /** Unsigned 64-bit numbers are text in JSON, which has no place for them. */
    private static Object decimal(long number) {
        return Long.toUnsignedString(number);
    }

    private static Object decimals(List<Long> numbers) {
        return numbers.stream().map(Entries::decimal).toList();
    }
}
