package io.wayfinder.discovery.session;

import io.wayfinder.crypto.Secp256k1;

/**
 * A token bucket for curve work that anyone can make us do (protocol-notes, "Sessions"). A limit per address would be
 * of no use, since sources can be forged; so members of the table have a bucket of their own, which strangers cannot
 * empty.
 */
final class CurveBudget {

    /* Microseconds, rounded up from measurements; what matters is that a flood leaves the loop most of its time. */
    private static final int OPERATION_NATIVE = 40;
    private static final int OPERATION_JAVA = 110;

    private final int operation;
    private final Bucket strangers;
    private final Bucket members;

    CurveBudget(Secp256k1 curve, SessionLimits limits) {
        operation = curve.name().equals("libsecp256k1") ? OPERATION_NATIVE : OPERATION_JAVA;
        strangers = new Bucket(limits.curveUnitsPerMs(), limits.curveBurstMs());
        members = new Bucket(limits.memberCurveUnitsPerMs(), limits.curveBurstMs());
    }

    /** Takes the cost of a signature check or a multiplication; false when there is not enough left. */
    boolean takeOperation(long nowMs, boolean member) {
        return take(nowMs, operation, member);
    }

    /** Takes the cost of decompressing a point. */
    boolean takePoint(long nowMs, boolean member) {
        return take(nowMs, operation / 4, member);
    }

    /** Takes the cost of a handshake packet of ours: an ephemeral key, a multiplication and a signature. */
    boolean takeHandshake(long nowMs, boolean member) {
        return take(nowMs, 3 * operation, member);
    }

    private boolean take(long nowMs, int cost, boolean member) {
        return (member && members.take(nowMs, cost)) || strangers.take(nowMs, cost);
    }

    private static final class Bucket {
        private final int unitsPerMs;
        private final long capacity;
        private long units;
        private long filledMs;

        Bucket(int unitsPerMs, int burstMs) {
            this.unitsPerMs = unitsPerMs;
            this.capacity = (long) unitsPerMs * burstMs;
            this.units = capacity;
        }

        boolean take(long nowMs, int cost) {
            // Over a day away is full in any case, and would overflow from a clock that starts low.
            long passedMs = Math.clamp(nowMs - filledMs, 0, 86_400_000);
            units = Math.min(capacity, units + passedMs * unitsPerMs);
            filledMs = nowMs;
            if (units < cost) {
                return false;
            }
            units -= cost;
            return true;
        }
    }
}
