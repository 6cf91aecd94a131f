package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** The keys of one handshake between two nodes, and what is known of their use by each. */
final class KeysInUse {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final HonestNode initiator;
    private final SessionKeys keys;
    private Use byInitiator = new Use();
    private Use byRecipient = new Use();

    /** By one of the two: what it has forgotten, if it left and came back, it never used. */
    private static final class Use {
        long provenMs = NEVER;
        long usedMs = NEVER;
        long openedMs = NEVER;
        /** Where the other is for it: behind a NAT that changes, and then there is another session. */
        @Nullable
        Endpoint peer;
    }

    KeysInUse(HonestNode initiator, SessionKeys keys) {
        this.initiator = initiator;
        this.keys = keys;
    }

    Bytes sealingKey(HonestNode by) {
        return isInitiator(by) ? keys.initiatorKey() : keys.recipientKey();
    }

    boolean isInitiator(HonestNode node) {
        return node == initiator || node.id().equals(initiator.id());
    }

    /** It sealed a packet. Only the initiator seals before it is sure that the other has the keys. */
    void sealed(HonestNode by, Endpoint to, long nowMs) {
        Use use = use(by);
        use.usedMs = nowMs;
        use.peer = to;
        if (!isInitiator(by)) {
            prove(use, nowMs);
        }
    }

    /** A packet under them has reached it, and it can read it. */
    void opened(HonestNode at, Endpoint from, long nowMs) {
        Use use = use(at);
        if (!from.equals(use.peer)) {
            return;
        }
        if (isInitiator(at)) {
            prove(use, nowMs);
        }
        if (use.provenMs != NEVER) {
            use.usedMs = nowMs;
            use.openedMs = nowMs;
        }
    }

    /** It has come back with nothing but its key. */
    void forgotten(HonestNode by) {
        if (isInitiator(by)) {
            byInitiator = new Use();
        } else {
            byRecipient = new Use();
        }
    }

    private static void prove(Use use, long nowMs) {
        if (use.provenMs == NEVER) {
            use.provenMs = nowMs;
        }
    }

    private Use use(HonestNode node) {
        return isInitiator(node) ? byInitiator : byRecipient;
    }

    /** Since when it is sure that both have them. */
    long provenMs(HonestNode node) {
        return use(node).provenMs;
    }

    /** Whether it has been sure to either that both have them. */
    boolean isProven() {
        return byInitiator.provenMs != NEVER || byRecipient.provenMs != NEVER;
    }

    /** Whether it is sure that who is at the endpoint has them. */
    boolean isProven(HonestNode node, Endpoint peer) {
        return provenMs(node) != NEVER && peer.equals(use(node).peer);
    }

    long usedMs(HonestNode node) {
        return use(node).usedMs;
    }

    /** When the other last proved to it that it has them. */
    long openedMs(HonestNode node) {
        return use(node).openedMs;
    }
}
