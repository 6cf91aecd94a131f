package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.SessionKeys;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** What a {@link Crook} has with one peer. */
final class CrookLine {
    @Nullable
    SessionKeys keys;

    boolean initiated;
    boolean proven;
    /** Those before, if both were proposed by the crook: then there is no doubt which the peer gave up. */
    @Nullable
    SessionKeys replaced;

    long replacedMs;
    Bytes challenge = Bytes.EMPTY;

    /** For what the crook says; null: there are no keys. */
    @Nullable
    Bytes sealingKey() {
        if (keys == null) {
            return null;
        }
        return initiated ? keys.initiatorKey() : keys.recipientKey();
    }

    void propose(SessionKeys fresh, boolean byCrook) {
        replaced = proven && initiated && byCrook ? keys : null;
        replacedMs = Long.MAX_VALUE;
        keys = fresh;
        initiated = byCrook;
        proven = false;
    }

    /** The peer has used them. */
    void prove(long nowMs) {
        if (!proven) {
            proven = true;
            replacedMs = nowMs;
        }
    }
}
