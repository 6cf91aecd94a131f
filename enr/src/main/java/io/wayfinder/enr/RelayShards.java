package io.wayfinder.enr;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/**
 * The Waku shards that a node relays (Waku, "Relay sharding"): the value of {@code rs}, a 2-byte cluster, a 1-byte
 * count and 2-byte indices.
 *
 * @param cluster 0 to 65535
 * @param shards 0 to 65535 each, at most 255
 */
public record RelayShards(int cluster, List<Integer> shards) {

    private static final int HEADER_SIZE = 3;
    private static final int SHARDS_MAX = 255;

    /** @throws IllegalArgumentException for numbers out of range */
    public RelayShards {
        shards = List.copyOf(shards);
        if (!isShort(cluster) || shards.size() > SHARDS_MAX || !shards.stream().allMatch(RelayShards::isShort)) {
            throw new IllegalArgumentException("cluster and shards are 16-bit numbers, at most " + SHARDS_MAX);
        }
    }

    static Optional<RelayShards> decode(Bytes item) {
        return RlpItem.octets(item)
                .filter(octets ->
                        octets.size() >= HEADER_SIZE && octets.size() == HEADER_SIZE + 2 * (octets.get(2) & 0xff))
                .map(octets -> {
                    List<Integer> shards = new ArrayList<>();
                    for (int at = HEADER_SIZE; at < octets.size(); at += 2) {
                        shards.add(unsignedShort(octets, at));
                    }
                    return new RelayShards(unsignedShort(octets, 0), shards);
                });
    }

    Bytes encode() {
        ByteBuffer octets = ByteBuffer.allocate(HEADER_SIZE + 2 * shards.size());
        octets.putShort((short) cluster).put((byte) shards.size());
        shards.forEach(shard -> octets.putShort((short) (int) shard));
        return RLP.encodeValue(Bytes.wrap(octets.array()));
    }

    Map<String, Object> describe() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cluster", cluster);
        fields.put("shards", shards);
        return fields;
    }

    private static int unsignedShort(Bytes octets, int at) {
        return ((octets.get(at) & 0xff) << 8) | (octets.get(at + 1) & 0xff);
    }

    private static boolean isShort(int number) {
        return number >= 0 && number <= 0xffff;
    }
}
