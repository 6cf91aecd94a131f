package io.wayfinder.simulation;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/**
 * Decodes and verifies each record once in a run: nodes hold the same value instead of a copy of a kilobyte each. Bad ones
 * are not remembered, so that an adversary cannot fill it.
 */
final class SharedRecords implements Function<Bytes, DecodedRecord> {

    private final Secp256k1 curve;
    private final Map<Bytes, DecodedRecord> valid = new LinkedHashMap<>();

    SharedRecords(Secp256k1 curve) {
        this.curve = curve;
    }

    @Override
    public DecodedRecord apply(Bytes encoded) {
        DecodedRecord known = valid.get(encoded);
        if (known != null) {
            return known;
        }
        DecodedRecord decoded = NodeRecord.decode(encoded, curve);
        if (decoded instanceof DecodedRecord.Valid) {
            valid.put(encoded.copy(), decoded);
        }
        return decoded;
    }
}
