package io.wayfinder.enr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/**
 * An SSZ {@code Bitvector} as the ascending numbers of its set bits: subnets in {@code attnets} and {@code syncnets}.
 */
final class Bitvector {

    private Bitvector() {}

    /** Empty for another size, and for bits set past {@code length} (SSZ, "Bitvector"). */
    static Optional<List<Integer>> decode(Bytes item, int length) {
        return RlpItem.octets(item)
                .filter(octets -> octets.size() == size(length))
                .map(Bitvector::setBits)
                .filter(bits -> bits.isEmpty() || bits.get(bits.size() - 1) < length);
    }

    /** @throws IllegalArgumentException for a bit that is not below {@code length} */
    static Bytes encode(List<Integer> bits, int length) {
        byte[] octets = new byte[size(length)];
        for (int bit : bits) {
            if (bit < 0 || bit >= length) {
                throw new IllegalArgumentException("a bit is from 0 to " + (length - 1) + ", not " + bit);
            }
            octets[bit / 8] |= (byte) (1 << (bit % 8));
        }
        return RLP.encodeValue(Bytes.wrap(octets));
    }

    private static List<Integer> setBits(Bytes octets) {
        List<Integer> bits = new ArrayList<>();
        for (int bit = 0; bit < 8 * octets.size(); bit++) {
            if ((octets.get(bit / 8) & (1 << (bit % 8))) != 0) {
                bits.add(bit);
            }
        }
        return List.copyOf(bits);
    }

    private static int size(int length) {
        return (length + 7) / 8;
    }
}
