package io.wayfinder.conformance;

/** A case cannot be judged here; the reason says what is missing. */
final class NotApplicableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotApplicableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
