package io.wayfinder.discovery.service;

/** Why a call failed. The message is one line for a person. */
public final class DiscoveryException extends RuntimeException {

    /** What kind of failure. */
    public enum Reason {
        TIMED_OUT,
        UNREACHABLE,
        NOT_FOUND,
        BUSY,
        TOO_LARGE,
        MISBEHAVED,
        CANCELLED,
        REFUSED,
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public DiscoveryException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
