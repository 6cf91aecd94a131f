package io.wayfinder.conformance;

/** The node did not do what a case expects; the reason says what it did. */
final class UnmetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnmetException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
