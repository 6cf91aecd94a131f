package io.wayfinder.enr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/** The value of {@code multiaddrs} (Waku, "WAKU2-ENR"): multiaddrs in one string, each after its 2-byte size. */
final class Multiaddrs {

    private Multiaddrs() {}

    static Optional<List<Multiaddr>> decode(Bytes item) {
        return RlpItem.octets(item).flatMap(Multiaddrs::split);
    }

    static Bytes encode(List<Multiaddr> addresses) {
        return RLP.encodeValue(Bytes.concatenate(addresses.stream()
                .map(Multiaddr::encoded)
                .map(encoded -> Bytes.concatenate(Bytes.ofUnsignedShort(encoded.size()), encoded))
                .toList()));
    }

    private static Optional<List<Multiaddr>> split(Bytes octets) {
        List<Multiaddr> addresses = new ArrayList<>();
        for (int at = 0; at < octets.size(); ) {
            int size = octets.size() - at < 2
                    ? Integer.MAX_VALUE
                    : octets.slice(at, 2).toInt();
            if (size > octets.size() - at - 2) {
                return Optional.empty();
            }
            Optional<Multiaddr> address = Multiaddr.decode(octets.slice(at + 2, size));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            addresses.add(address.get());
            at += 2 + size;
        }
        return Optional.of(List.copyOf(addresses));
    }
}
