package io.wayfinder.simulation;

import org.jspecify.annotations.Nullable;

/** An invariant does not hold. The message says which, when, at which node, and what was seen. */
final class ViolationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String invariant;

    ViolationException(String invariant, long nowMs, String node, String seen) {
        this(invariant, "%s violated at %d ms by %s: %s".formatted(invariant, nowMs, node, seen), null);
    }

    private ViolationException(String invariant, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.invariant = invariant;
    }

    /** The core threw. */
    static ViolationException thrown(long nowMs, Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new ViolationException(
                "NothingThrown", "NothingThrown violated at %d ms: %s%s".formatted(nowMs, cause, where), cause);
    }

    /** The name of the invariant. */
    String invariant() {
        return invariant;
    }
}
