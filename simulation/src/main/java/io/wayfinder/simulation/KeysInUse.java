package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.SessionKeys;
import org.apache.tuweni.bytes.Bytes;

/** The keys of one handshake between two nodes, and what is known of their use by each. */
final class KeysInUse {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final HonestNode initiator;
    private final SessionKeys keys;
    private long provenAtInitiatorMs = NEVER;
    private long provenAtRecipientMs = NEVER;
    private long usedByInitiatorMs = NEVER;
    private long usedByRecipientMs = NEVER;

    KeysInUse(HonestNode initiator, SessionKeys keys) {
        this.initiator = initiator;
        this.keys = keys;
    }

    Bytes sealingKey(HonestNode by) {
        return isInitiator(by) ? keys.initiatorKey() : keys.recipientKey();
    }

    boolean isInitiator(HonestNode node) {
        return node.id().equals(initiator.id());
    }

    /** It sealed a packet. Only the initiator seals before it is sure that the other has the keys. */
    void sealed(HonestNode by, long nowMs) {
        if (isInitiator(by)) {
            usedByInitiatorMs = nowMs;
        } else {
            usedByRecipientMs = nowMs;
            provenAtRecipientMs = firstOr(provenAtRecipientMs, nowMs);
        }
    }

    /** A packet under them has reached it, and it can read it. */
    void opened(HonestNode at, long nowMs) {
        if (isInitiator(at)) {
            usedByInitiatorMs = nowMs;
            provenAtInitiatorMs = firstOr(provenAtInitiatorMs, nowMs);
        } else if (isProven(at)) {
            usedByRecipientMs = nowMs;
        }
    }

    private static long firstOr(long knownMs, long nowMs) {
        return knownMs == NEVER ? nowMs : knownMs;
    }

    /** Since when it is sure that both have them. */
    long provenMs(HonestNode node) {
        return isInitiator(node) ? provenAtInitiatorMs : provenAtRecipientMs;
    }

    boolean isProven(HonestNode node) {
        return provenMs(node) != NEVER;
    }

    long usedMs(HonestNode node) {
        return isInitiator(node) ? usedByInitiatorMs : usedByRecipientMs;
    }
}
