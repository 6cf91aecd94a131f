package io.wayfinder.enr;

/** Why a record was refused. */
public enum RecordRejection {
    TOO_LONG,
    BAD_RLP,
    BAD_SIGNATURE,
}
