package io.wayfinder.discovery.wire;

/** Why bytes were refused; the name in lower case is the metric's label. */
public enum Rejection {
    TOO_SHORT,
    TOO_LONG,
    WRONG_PROTOCOL,
    WRONG_VERSION,
    BAD_FLAG,
    BAD_AUTHDATA,
    BAD_RLP,
    UNKNOWN_MESSAGE,
    BAD_MESSAGE,
}
