package io.wayfinder.enr;

/** Why a record was refused. */
public enum RecordRejection {
    /** Not {@code enr:} and unpadded base64url. */
    BAD_TEXT,
    /** More than {@link NodeRecord#SIZE_MAX} bytes. */
    TOO_LONG,
    /** Not one canonical RLP list of the record's form: truncated, bytes left over, a value without its key. */
    BAD_RLP,
    /** The sequence number has more than 64 bits. */
    BAD_SEQ,
    /** Keys out of order or repeated. */
    BAD_KEYS,
    /** No identity scheme is named, or the scheme's public key is missing or none. */
    BAD_IDENTITY,
    /** Not 64 bytes, high s, or not made by the record's key over its content. */
    BAD_SIGNATURE,
}
