package io.wayfinder.enr;

/** What became of the bytes or the text of a record. */
public sealed interface DecodedRecord {

    /** A record whose signature holds. */
    record Valid(NodeRecord record) implements DecodedRecord {}

    /** A well-formed record of an identity scheme that we do not know: nothing is verified. */
    record UnknownScheme(UnverifiedRecord record) implements DecodedRecord {}

    /** @param detail one line for a person */
    record Rejected(RecordRejection reason, String detail) implements DecodedRecord {}
}
