package io.wayfinder.enr;

/** A record that is refused while it is read; turned into {@link DecodedRecord.Rejected} at the codec's door. */
final class RecordException extends Exception {

    private final RecordRejection reason;

    /** Without a stack trace: it is an answer to foreign bytes, and costs no more than one. */
    RecordException(RecordRejection reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    DecodedRecord.Rejected rejected() {
        return new DecodedRecord.Rejected(reason, String.valueOf(getMessage()));
    }
}
