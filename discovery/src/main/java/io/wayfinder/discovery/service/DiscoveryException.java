package io.wayfinder.discovery.service;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;

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

    /** Of a request to {@code to} that was not answered. */
    static DiscoveryException of(Outcome outcome, Contact to) {
        String who = to.id().toString().substring(0, 16);
        String where = to.endpoints().isEmpty() ? "" : " at " + to.endpoints().getFirst();
        return switch (outcome) {
            case Outcome.Answered answered -> throw new IllegalArgumentException("that is an answer");
            case Outcome.TimedOut late ->
                new DiscoveryException(
                        Reason.TIMED_OUT,
                        "no answer from " + who + where + " in time; check that it runs there and that UDP passes");
            case Outcome.Unreachable unreachable ->
                new DiscoveryException(Reason.UNREACHABLE, "cannot reach " + who + where + ": " + unreachable.reason());
            case Outcome.Misbehaved misbehaved ->
                new DiscoveryException(Reason.MISBEHAVED, who + where + " broke the protocol: " + misbehaved.reason());
            case Outcome.Busy busy -> busy();
            case Outcome.TooLarge tooLarge ->
                new DiscoveryException(
                        Reason.TOO_LARGE,
                        "too large for a packet: the payload may have " + tooLarge.limit() + " bytes");
            case Outcome.Cancelled cancelled -> cancelled();
        };
    }

    static DiscoveryException busy() {
        return new DiscoveryException(Reason.BUSY, "too much is asked of this node at once; try again later");
    }

    static DiscoveryException cancelled() {
        return new DiscoveryException(Reason.CANCELLED, "the call was cancelled");
    }

    static DiscoveryException stopped() {
        return new DiscoveryException(Reason.CANCELLED, "the node has stopped");
    }
}
