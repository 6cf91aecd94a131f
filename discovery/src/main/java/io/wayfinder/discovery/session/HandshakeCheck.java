package io.wayfinder.discovery.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.session.ChallengeCache.Challenge;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Step 4 of the handshake: whether a handshake packet answers our challenge, cheap checks first. The codec has checked
 * the sizes. Each curve operation is taken out of the budget before it is made, since until the last of them anyone can
 * have sent the packet.
 */
final class HandshakeCheck {

    /** How a record's key and its value begin: {@code "secp256k1"} as an RLP string, and the header of 33 bytes. */
    private static final Bytes KEY_ENTRY =
            Bytes.concatenate(Bytes.of(0x89), Bytes.wrap("secp256k1".getBytes(US_ASCII)), Bytes.of(0xa1));

    private static final int KEY_SIZE = 33;

    private final PacketCodec codec;
    private final Secp256k1 curve;
    private final Handshake handshake;
    private final KnownRecords known;
    private final CurveBudget budget;

    HandshakeCheck(PacketCodec codec, Secp256k1 curve, Handshake handshake, KnownRecords known, CurveBudget budget) {
        this.codec = codec;
        this.curve = curve;
        this.handshake = handshake;
        this.known = known;
        this.budget = budget;
    }

    sealed interface Result {

        record Accepted(NodeRecord record, SessionKeys keys, Bytes message) implements Result {}

        record Refused(SessionDrop reason) implements Result {}
    }

    /** @param member whether the sender may draw on the share of the table's members */
    Result check(long nowMs, Packet.Handshake packet, Challenge challenge, boolean member) {
        NodeRecord ours =
                challenge.record().or(() -> known.get(packet.source())).orElse(null);
        if (ours == null && packet.record().isEmpty()) {
            return refused(SessionDrop.NO_RECORD);
        }
        if (ours == null && !budget.takePoint(nowMs, member)) {
            return refused(SessionDrop.OVER_BUDGET);
        }
        PublicKey key = ours == null ? claimedKey(packet.record(), packet.source()) : ours.publicKey();
        if (key == null) {
            return refused(SessionDrop.FOREIGN_RECORD);
        }
        if (!budget.takeOperation(nowMs, member)) {
            return refused(SessionDrop.OVER_BUDGET);
        }
        if (!handshake.isSigned(packet, key, challenge.data())) {
            return refused(SessionDrop.BAD_ID_SIGNATURE);
        }
        boolean hasNews = !packet.record().isEmpty() && !known.holds(packet.source(), packet.record());
        if (hasNews && !budget.takeOperation(nowMs, member)) {
            return refused(SessionDrop.OVER_BUDGET);
        }
        NodeRecord record = ours;
        if (!packet.record().isEmpty()) {
            record = known.verify(packet.record()).orElse(null);
            if (record == null) {
                return refused(SessionDrop.BAD_RECORD);
            }
            if (!record.nodeId().equals(packet.source())) {
                return refused(SessionDrop.FOREIGN_RECORD);
            }
        }
        return record == null ? refused(SessionDrop.NO_RECORD) : open(nowMs, packet, challenge, record, member);
    }

    private Result open(long nowMs, Packet.Handshake packet, Challenge challenge, NodeRecord record, boolean member) {
        if (!budget.takeOperation(nowMs, member)) {
            return refused(SessionDrop.OVER_BUDGET);
        }
        Optional<SessionKeys> keys = handshake.accept(packet, challenge.data());
        if (keys.isEmpty()) {
            return refused(SessionDrop.BAD_EPHEMERAL_KEY);
        }
        Bytes message = codec.open(packet, keys.get().initiatorKey());
        return message == null
                ? refused(SessionDrop.BAD_SEAL)
                : new Result.Accepted(known.keep(record), keys.get(), message);
    }

    /**
     * The key in a record that is not verified yet, when the node ID is its hash. It does not matter where in the
     * record the bytes are found: no other key has this hash, and the record is verified whole later.
     */
    private @Nullable PublicKey claimedKey(Bytes record, NodeId id) {
        int at = find(record, KEY_ENTRY);
        if (at < 0 || record.size() - at < KEY_SIZE) {
            return null;
        }
        return curve.parse(record.slice(at, KEY_SIZE))
                .filter(key -> NodeId.of(key).equals(id))
                .orElse(null);
    }

    /** Where the bytes behind the first occurrence of {@code pattern} start; -1: nowhere. */
    private static int find(Bytes bytes, Bytes pattern) {
        for (int at = 0; at + pattern.size() <= bytes.size(); at++) {
            int same = 0;
            while (same < pattern.size() && bytes.get(at + same) == pattern.get(same)) {
                same++;
            }
            if (same == pattern.size()) {
                return at + same;
            }
        }
        return -1;
    }

    private static Result refused(SessionDrop reason) {
        return new Result.Refused(reason);
    }
}
