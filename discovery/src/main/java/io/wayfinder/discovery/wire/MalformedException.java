package io.wayfinder.discovery.wire;

/**
 * How the inside of a codec says that bytes are refused; caught in its public {@code decode} alone. It has no stack
 * trace: bad packets are ordinary input, and a trace costs a hundred times what refusing one should.
 */
final class MalformedException extends Exception {

    private final Rejection reason;

    MalformedException(Rejection reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Rejection reason() {
        return reason;
    }
}
