package io.wayfinder.discovery.session;

import io.wayfinder.crypto.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What we share with one peer: {@code current} keys; {@code previous} ones, which seal nothing but answers to what came
 * under them; and {@code tentative} ones, which we proposed and the peer has not used yet (protocol-notes, "Sessions").
 */
final class Session {

    private final Peer peer;
    private final PublicKey key;
    private final boolean oursFirst;
    private final SessionLimits limits;
    private @Nullable KeySet current;
    private @Nullable KeySet previous;
    private @Nullable Tentative tentative;
    private long doubtedMs;
    private boolean confirmed;

    /** For the {@link SessionCache}: when it was used last, counted in uses of all, and the next in its prefix. */
    long used;

    @Nullable
    Session neighbour;

    /**
     * @param key the peer's identity
     * @param oursFirst whether our node ID is lower than the peer's
     */
    Session(Peer peer, PublicKey key, boolean oursFirst, SessionLimits limits) {
        this.peer = peer;
        this.key = key;
        this.oursFirst = oursFirst;
        this.limits = limits;
    }

    /**
     * Keys proposed by a handshake packet of ours.
     *
     * @param refused the number of the key set that the peer could not read, 0 for a probe
     * @param attempt 1, or one more than that of the handshake packet which the peer answered with the challenge to
     *     this one
     * @param datagram the handshake packet
     * @param message the plaintext of what it carries
     * @param sentMs when it was last sent
     */
    record Tentative(KeySet keys, long refused, int attempt, Bytes datagram, Bytes message, long sentMs) {

        Tentative sentAgain(long nowMs) {
            return new Tentative(keys, refused, attempt, datagram, message, nowMs);
        }
    }

    Peer peer() {
        return peer;
    }

    PublicKey key() {
        return key;
    }

    /** Their number; 0 when there are none. */
    long currentKeys() {
        return current == null ? 0 : current.number();
    }

    /** All that an incoming packet may be sealed under. */
    List<KeySet> readable(long nowMs) {
        List<KeySet> sets = new ArrayList<>(3);
        if (current != null) {
            sets.add(current);
        }
        if (previous != null && nowMs - previous.usedMs() >= limits.previousMs()) {
            previous = null;
        }
        if (previous != null) {
            sets.add(previous);
        }
        Tentative proposed = tentative(nowMs);
        if (proposed != null) {
            sets.add(proposed.keys());
        }
        return sets;
    }

    /**
     * The keys for a new request; null when there are none, or for now, when the peer seems to have refused them. It
     * seems so only, as whoever heard the packet can have made the WHOAREYOU: the keys serve again once the peer uses
     * them, or has not taken up those that we proposed in time for an honest one.
     */
    @Nullable
    KeySet forRequests(long nowMs) {
        if (current == null || current.exhausted()) {
            return null;
        }
        return isDoubtful(nowMs) && nowMs - doubtedMs < limits.tentativeMs() / 2 ? null : current;
    }

    /** Whether the current keys were refused, nothing was heard under them since, and we have proposed others. */
    boolean isDoubtful(long nowMs) {
        return isRefused(tentative(nowMs)) && !confirmed;
    }

    /** A packet of the peer has opened under these keys; whether that ends a doubt about them. */
    boolean confirm(long nowMs, KeySet keys) {
        boolean ends = keys == current && isDoubtful(nowMs);
        confirmed |= ends;
        return ends;
    }

    private boolean isRefused(@Nullable Tentative proposed) {
        return current != null && proposed != null && proposed.refused() >= current.number();
    }

    /**
     * The keys for the answer to what came under the set of this number: the same, or the current ones when it is gone.
     */
    @Nullable
    KeySet forAnswer(long nowMs, long number) {
        for (KeySet keys : readable(nowMs)) {
            if (keys.number() == number && !keys.exhausted()) {
                return keys;
            }
        }
        return current == null || current.exhausted() ? null : current;
    }

    void propose(long nowMs, Tentative proposed) {
        // What is refused again and again was refused the first time: or else a listener could prolong the doubt.
        if (!isRefused(tentative(nowMs))) {
            doubtedMs = nowMs;
            confirmed = false;
        }
        tentative = proposed;
    }

    @Nullable
    Tentative tentative(long nowMs) {
        return nowMs < tentativeDueMs() ? tentative : null;
    }

    /** When the tentative keys are dropped; long ago when there are none. */
    long tentativeDueMs() {
        return tentative == null ? Long.MIN_VALUE : tentative.sentMs() + limits.tentativeMs();
    }

    /** Forgets the keys that we proposed; whether any others are left. */
    boolean dropTentative() {
        tentative = null;
        return current != null;
    }

    /**
     * Both sides have these keys now. They become the current ones, unless both sides made a handshake at once: then
     * those of the initiator with the lower node ID do, at both.
     */
    void prove(long nowMs, KeySet keys) {
        keys.prove(nowMs);
        boolean isRefused = isRefused(tentative);
        if (tentative != null && tentative.keys() == keys) {
            tentative = null;
        }
        if (current != null && !isRefused && isTie(nowMs, current, keys) && current.initiated() == oursFirst) {
            previous = keys;
        } else {
            previous = current;
            current = keys;
        }
    }

    private boolean isTie(long nowMs, KeySet one, KeySet other) {
        return one.initiated() != other.initiated() && nowMs - one.provenMs() < limits.tieMs();
    }
}
