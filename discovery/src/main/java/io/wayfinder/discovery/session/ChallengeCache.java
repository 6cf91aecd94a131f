package io.wayfinder.discovery.session;

import io.wayfinder.discovery.wire.PacketCodec.EncodedWhoareyou;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The WHOAREYOUs that await their handshake: one for a peer, alive from its first issue to a fixed time, whatever comes
 * in between. In order of issue, hence of expiry.
 */
final class ChallengeCache {

    private final LinkedHashMap<Peer, Challenge> open = new LinkedHashMap<>();
    private final int capacity;
    private final long lifeMs;
    /** Nothing expires before: spares a look at the eldest at every packet. */
    private long quietUntilMs = Long.MIN_VALUE;

    private long evicted;

    ChallengeCache(SessionLimits limits) {
        capacity = limits.challenges();
        lifeMs = limits.challengeMs();
    }

    @Nullable
    Challenge get(long nowMs, Peer peer) {
        Challenge challenge = open.get(peer);
        return challenge != null && nowMs < challenge.dueMs ? challenge : null;
    }

    /** Opens a challenge to a peer that has none. */
    Challenge issue(long nowMs, Peer peer, EncodedWhoareyou whoareyou, Optional<NodeRecord> record) {
        expire(nowMs);
        if (open.size() >= capacity) {
            open.pollFirstEntry();
            evicted++;
        }
        Challenge challenge = new Challenge(whoareyou, record, nowMs + lifeMs);
        open.putLast(peer, challenge);
        return challenge;
    }

    /** A handshake has met it. */
    void close(Peer peer) {
        open.remove(peer);
    }

    void expire(long nowMs) {
        if (nowMs < quietUntilMs) {
            return;
        }
        while (!open.isEmpty() && open.firstEntry().getValue().dueMs <= nowMs) {
            open.pollFirstEntry();
        }
        quietUntilMs = open.isEmpty() ? nowMs + lifeMs : open.firstEntry().getValue().dueMs;
    }

    void count(Map<String, Long> counters) {
        counters.put("challenges_open", (long) open.size());
        counters.put("challenges_evicted", evicted);
    }

    /** One WHOAREYOU, with what its handshake will be checked against. */
    static final class Challenge {
        private final EncodedWhoareyou whoareyou;
        private final Optional<NodeRecord> record;
        private final long dueMs;
        private int failures;

        private Challenge(EncodedWhoareyou whoareyou, Optional<NodeRecord> record, long dueMs) {
            this.whoareyou = whoareyou;
            this.record = record;
            this.dueMs = dueMs;
        }

        Bytes datagram() {
            return whoareyou.datagram();
        }

        Bytes data() {
            return whoareyou.challengeData();
        }

        /** The peer's record as we had it when we said which one we have. */
        Optional<NodeRecord> record() {
            return record;
        }

        int failures() {
            return failures;
        }

        void fail() {
            failures++;
        }
    }
}
