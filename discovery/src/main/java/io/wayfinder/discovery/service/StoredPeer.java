package io.wayfinder.discovery.service;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeRecord;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.tuweni.bytes.Bytes;

/**
 * A found peer as the store keeps it: one that has answered. Times are Unix milliseconds.
 *
 * @param record encoded, not verified again until it is needed
 */
record StoredPeer(long firstSeenMs, long lastSeenMs, long lastAnsweredMs, int checks, long rttMs, Bytes record) {

    /** The form below; another one is not read. */
    private static final byte VERSION = 1;

    private static final int HEADER = 1 + 4 * Long.BYTES + Integer.BYTES;

    static StoredPeer of(FoundPeer peer) {
        return new StoredPeer(
                peer.firstSeenMs(),
                peer.lastSeenMs(),
                peer.lastAnsweredMs().orElseThrow(),
                peer.checks(),
                peer.rttMs().orElse(0),
                peer.record().encoded());
    }

    /** Empty when these bytes are not a stored peer. */
    static Optional<StoredPeer> decode(byte[] octets) {
        if (octets.length <= HEADER || octets.length > HEADER + NodeRecord.SIZE_MAX || octets[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(octets, 1, octets.length - 1);
        return Optional.of(new StoredPeer(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                Bytes.wrap(octets).slice(HEADER)));
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEADER + record.size())
                .put(VERSION)
                .putLong(firstSeenMs)
                .putLong(lastSeenMs)
                .putLong(lastAnsweredMs)
                .putInt(checks)
                .putLong(rttMs)
                .put(record.toArrayUnsafe())
                .array();
    }

    /** Verifies the record; empty when it does not hold. {@code live} is for the found-peer store to say. */
    Optional<FoundPeer> verify(Secp256k1 curve) {
        return NodeRecord.decode(record, curve) instanceof DecodedRecord.Valid valid
                ? Optional.of(new FoundPeer(
                        valid.record(),
                        firstSeenMs,
                        lastSeenMs,
                        OptionalLong.of(lastAnsweredMs),
                        false,
                        checks,
                        OptionalLong.of(rttMs)))
                : Optional.empty();
    }
}
