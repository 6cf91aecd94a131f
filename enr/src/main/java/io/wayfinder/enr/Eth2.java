package io.wayfinder.enr;

import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/**
 * Which chain a consensus node follows: the value of {@code eth2}, the SSZ of {@code ENRForkID} (consensus
 * specifications, phase 0, "Networking").
 *
 * @param forkDigest 4 bytes
 * @param nextForkVersion 4 bytes
 * @param nextForkEpoch unsigned; all ones when no fork is planned
 */
public record Eth2(Bytes forkDigest, Bytes nextForkVersion, long nextForkEpoch) {

    private static final int SIZE = 16;

    /** @throws IllegalArgumentException unless digest and version have 4 bytes each */
    public Eth2 {
        if (forkDigest.size() != 4 || nextForkVersion.size() != 4) {
            throw new IllegalArgumentException("a fork digest and a fork version have 4 bytes");
        }
    }

    static Optional<Eth2> decode(Bytes item) {
        return RlpItem.octets(item)
                .filter(ssz -> ssz.size() == SIZE)
                .map(ssz -> new Eth2(ssz.slice(0, 4), ssz.slice(4, 4), ssz.getLong(8, ByteOrder.LITTLE_ENDIAN)));
    }

    Bytes encode() {
        Bytes epoch = Bytes.ofUnsignedLong(nextForkEpoch, ByteOrder.LITTLE_ENDIAN);
        return RLP.encodeValue(Bytes.concatenate(forkDigest, nextForkVersion, epoch));
    }

    Map<String, Object> describe() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("forkDigest", forkDigest.toHexString());
        fields.put("nextForkVersion", nextForkVersion.toHexString());
        fields.put("nextForkEpoch", Long.toUnsignedString(nextForkEpoch));
        return fields;
    }
}
