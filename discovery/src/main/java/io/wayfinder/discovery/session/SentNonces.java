package io.wayfinder.discovery.session;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nonces of packets sent lately, in the order of sending. They outlive the requests: a challenge names the first
 * packet that caused it for a whole second, so that the packet which asks again is answered with a WHOAREYOU for an
 * older one.
 */
final class SentNonces {

    private final LinkedHashMap<Nonce, Sent> sent = new LinkedHashMap<>();
    private final int capacity;
    private final long lifeMs;
    /** Nothing expires before: spares a look at the eldest at every packet. */
    private long quietUntilMs = Long.MIN_VALUE;

    private long evicted;

    SentNonces(SessionLimits limits) {
        capacity = limits.sentNonces();
        lifeMs = limits.sentNonceMs();
    }

    /** @param keys the number of the key set, 0 for a probe */
    record Sent(Peer peer, PublicKey key, long keys, long sentMs) {}

    void remember(long nowMs, Nonce nonce, Peer peer, PublicKey key, long keys) {
        expire(nowMs);
        if (sent.size() >= capacity) {
            sent.pollFirstEntry();
            evicted++;
        }
        sent.putLast(nonce, new Sent(peer, key, keys, nowMs));
    }

    /** The packet of this nonce, once, and only to the endpoint it was sent to. */
    @Nullable
    Sent take(long nowMs, Nonce nonce, Endpoint from) {
        Sent found = sent.get(nonce);
        if (found == null
                || nowMs - found.sentMs() >= lifeMs
                || !found.peer().endpoint().equals(from)) {
            return null;
        }
        sent.remove(nonce);
        return found;
    }

    void expire(long nowMs) {
        if (nowMs < quietUntilMs) {
            return;
        }
        while (!sent.isEmpty() && nowMs - sent.firstEntry().getValue().sentMs() >= lifeMs) {
            sent.pollFirstEntry();
        }
        quietUntilMs = (sent.isEmpty() ? nowMs : sent.firstEntry().getValue().sentMs()) + lifeMs;
    }

    int size() {
        return sent.size();
    }

    void count(Map<String, Long> counters) {
        counters.put("sent_nonces", (long) sent.size());
        counters.put("sent_nonces_evicted", evicted);
    }
}
