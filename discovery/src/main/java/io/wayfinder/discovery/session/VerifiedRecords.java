package io.wayfinder.discovery.session;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records, and verifies equal bytes once: peers relay the same records all the time, older ones for long after a
 * newer one is out. Over the bound the one that was verified longest ago is forgotten. Nodes of one thread may share it.
 */
public final class VerifiedRecords {

    /** Behind the header of the list, 2 or 3 bytes, and that of the signature, 2. */
    private static final int SIGNATURE_PART_AT = 8;

    /** No valid record is as short. */
    private static final int SIZE_MIN = SIGNATURE_PART_AT + Long.BYTES;

    private final Function<Bytes, DecodedRecord> decoder;
    private final int capacity;
    /** By a part of their signature, which is as good as a hash of the bytes; of two that share it the later is known. */
    private final LinkedHashMap<Long, NodeRecord> verified = new LinkedHashMap<>();

    private long verifications;
    private long evicted;

    /** @param capacity records that are remembered; at least 1, about 1 kB each */
    public VerifiedRecords(Secp256k1 curve, int capacity) {
        this(encoded -> NodeRecord.decode(encoded, curve), capacity);
    }

    /** @param decoder gives for any bytes what {@link NodeRecord#decode} does */
    public VerifiedRecords(Function<Bytes, DecodedRecord> decoder, int capacity) {
        this.decoder = decoder;
        this.capacity = capacity;
    }

    /** Decodes and verifies, or finds the record that has these very bytes. */
    public DecodedRecord decode(Bytes encoded) {
        NodeRecord same = sameBytes(encoded);
        if (same != null) {
            return new DecodedRecord.Valid(same);
        }
        verifications++;
        DecodedRecord decoded = decoder.apply(encoded);
        if (decoded instanceof DecodedRecord.Valid valid) {
            remember(valid.record());
        }
        return decoded;
    }

    /** This record is to be verified no more. */
    void add(NodeRecord record) {
        if (sameBytes(record.encoded()) == null) {
            remember(record);
        }
    }

    void forget(NodeRecord record) {
        verified.remove(signaturePart(record.encoded()));
    }

    long verifications() {
        return verifications;
    }

    long evicted() {
        return evicted;
    }

    private void remember(NodeRecord record) {
        verified.putLast(signaturePart(record.encoded()), record);
        if (verified.size() > capacity) {
            verified.pollFirstEntry();
            evicted++;
        }
    }

    private @Nullable NodeRecord sameBytes(Bytes encoded) {
        NodeRecord same = encoded.size() < SIZE_MIN ? null : verified.get(signaturePart(encoded));
        return same != null && same.encoded().equals(encoded) ? same : null;
    }

    private static long signaturePart(Bytes encoded) {
        return encoded.getLong(SIGNATURE_PART_AT);
    }
}
