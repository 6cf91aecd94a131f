package io.wayfinder.enr;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/** The entries that networks are known to use. */
public final class Entries {

    public static final Entry<String> ID = text("id");
    public static final Entry<Bytes> SECP256K1 = octets("secp256k1", 33);
    public static final Entry<IpAddress> IP = address("ip", IpAddress.V4_SIZE);
    public static final Entry<IpAddress> IP6 = address("ip6", IpAddress.V6_SIZE);
    public static final Entry<Integer> UDP = port("udp");
    public static final Entry<Integer> UDP6 = port("udp6");
    public static final Entry<Integer> TCP = port("tcp");
    public static final Entry<Integer> TCP6 = port("tcp6");

    private Entries() {}

    private static Entry<String> text(String key) {
        return new Entry<>(
                key,
                item -> RlpItem.octets(item).flatMap(Entries::printable),
                value -> RLP.encodeValue(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8))),
                value -> value);
    }

    private static Entry<Bytes> octets(String key, int size) {
        return new Entry<>(
                key,
                item -> RlpItem.octets(item).filter(octets -> octets.size() == size),
                RLP::encodeValue,
                Bytes::toHexString);
    }

    /** An IPv4-mapped address is not an IPv6 address. */
    private static Entry<IpAddress> address(String key, int size) {
        return new Entry<>(
                key,
                item -> RlpItem.octets(item)
                        .filter(octets -> octets.size() == size)
                        .map(IpAddress::of)
                        .filter(address -> address.v6() == (size == IpAddress.V6_SIZE)),
                address -> RLP.encodeValue(address.bytes()),
                IpAddress::toString);
    }

    private static Entry<Integer> port(String key) {
        return new Entry<Integer>(
                key,
                item -> RlpItem.integer(item)
                        .filter(port -> port >= 0 && port <= Endpoint.PORT_MAX)
                        .map(Long::intValue),
                RlpItem::ofInteger,
                port -> port);
    }

    private static Optional<String> printable(Bytes octets) {
        String text = new String(octets.toArrayUnsafe(), StandardCharsets.UTF_8);
        return text.chars().anyMatch(Character::isISOControl) || text.indexOf('\ufffd') >= 0
                ? Optional.empty()
                : Optional.of(text);
    }
}
