package io.wayfinder.enr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/**
 * Which rollup an OP Stack consensus node follows: the value of {@code opstack}, two varints in one string.
 *
 * @param chainId unsigned
 * @param version unsigned
 */
public record OpStack(long chainId, long version) {

    static Optional<OpStack> decode(Bytes item) {
        return RlpItem.octets(item).flatMap(octets -> {
            Optional<Varint> chainId = Varint.read(octets, 0);
            Optional<Varint> version = chainId.flatMap(first -> Varint.read(octets, first.end()));
            return version.filter(last -> last.end() == octets.size())
                    .map(last -> new OpStack(chainId.orElseThrow().value(), last.value()));
        });
    }

    Bytes encode() {
        return RLP.encodeValue(Bytes.concatenate(Varint.write(chainId), Varint.write(version)));
    }

    Map<String, Object> describe() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("chainId", Long.toUnsignedString(chainId));
        fields.put("version", Long.toUnsignedString(version));
        return fields;
    }
}
