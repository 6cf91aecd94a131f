package io.wayfinder.discovery.session;

import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.SessionKeys;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** The keys that one handshake led to, with a nonce counter of their own. */
final class KeySet {

    private static final long COUNT_MAX = 0xffff_ffffL;

    private final long number;
    private final boolean initiated;
    private final SessionKeys keys;
    private long count;
    private long provenMs;
    private long usedMs;

    /**
     * @param number unique in this process, and higher than that of every set before
     * @param initiated whether the handshake packet was ours
     */
    KeySet(long number, boolean initiated, SessionKeys keys) {
        this(number, initiated, keys, 0);
    }

    /** @param count how many messages were sealed already */
    KeySet(long number, boolean initiated, SessionKeys keys, long count) {
        this.number = number;
        this.initiated = initiated;
        this.keys = keys;
        this.count = count;
    }

    long number() {
        return number;
    }

    boolean initiated() {
        return initiated;
    }

    Bytes sealingKey() {
        return initiated ? keys.initiatorKey() : keys.recipientKey();
    }

    Bytes openingKey() {
        return initiated ? keys.recipientKey() : keys.initiatorKey();
    }

    /** Whether no nonce is left: then the set is for reading only. */
    boolean exhausted() {
        return count > COUNT_MAX;
    }

    /** 32 bits of the count of what was sealed, then 64 random bits (theory, "Session Cache"). */
    Nonce nextNonce(RandomGenerator secrets) {
        if (exhausted()) {
            throw new IllegalStateException("no nonce is left");
        }
        return new Nonce((int) count++, secrets.nextLong());
    }

    void prove(long nowMs) {
        provenMs = nowMs;
        usedMs = nowMs;
    }

    /** When it was certain that both sides have them. */
    long provenMs() {
        return provenMs;
    }

    void use(long nowMs) {
        usedMs = nowMs;
    }

    long usedMs() {
        return usedMs;
    }
}
