package io.wayfinder.enr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/**
 * Which chain an execution node follows (EIP-2124): the value of {@code eth}, an RLP list that holds {@code [hash,
 * next]}.
 *
 * @param hash 4 bytes
 * @param next the next fork's block or timestamp, unsigned; 0 when none is known
 */
public record ForkId(Bytes hash, long next) {

    private static final int HASH_SIZE = 4;

    /** @throws IllegalArgumentException unless the hash has 4 bytes */
    public ForkId {
        if (hash.size() != HASH_SIZE) {
            throw new IllegalArgumentException("a fork hash has 4 bytes, not " + hash.size());
        }
    }

    /** What later versions may add to either list is ignored (devp2p, "The eth ENR entry"). */
    static Optional<ForkId> decode(Bytes item) {
        return RlpItem.items(item)
                .filter(outer -> !outer.isEmpty())
                .flatMap(outer -> RlpItem.items(outer.get(0)))
                .filter(fields -> fields.size() >= 2)
                .flatMap(ForkId::of);
    }

    private static Optional<ForkId> of(List<Bytes> fields) {
        Optional<Bytes> hash = RlpItem.octets(fields.get(0)).filter(octets -> octets.size() == HASH_SIZE);
        Optional<Long> next = RlpItem.integer(fields.get(1));
        return hash.flatMap(h -> next.map(n -> new ForkId(h, n)));
    }

    Bytes encode() {
        return RlpItem.ofList(outer -> outer.writeList(fields -> {
            fields.writeValue(hash);
            fields.writeRLP(RlpItem.ofInteger(next));
        }));
    }

    Map<String, Object> describe() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("forkId", hash.toHexString());
        fields.put("forkNext", Long.toUnsignedString(next));
        return fields;
    }
}
