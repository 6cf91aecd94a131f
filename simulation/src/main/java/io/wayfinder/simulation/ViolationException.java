package io.wayfinder.simulation;

/** An invariant does not hold. The message says which, when, at which node, and what was seen. */
final class ViolationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String invariant;

    ViolationException(String invariant, long nowMs, String node, String seen) {
        super("%s violated at %d ms by %s: %s".formatted(invariant, nowMs, node, seen));
        this.invariant = invariant;
    }

    /** The name of the invariant. */
    String invariant() {
        return invariant;
    }
}
