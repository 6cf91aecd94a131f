package io.wayfinder.discovery.wire;

/** Why bytes were refused; the name in lower case is the metric's label. */
public enum Rejection {
    /** A packet under 63 bytes, one whose message is too short for its tag, or a message of no bytes. */
    TOO_SHORT,

    /** A packet over 1280 bytes, or a WHOAREYOU with bytes behind its authdata. */
    TOO_LONG,

    /** What unmasks to another protocol ID: noise, another network, or a packet for another node. */
    WRONG_PROTOCOL,

    /** A packet of Node Discovery v4, which runs on the same port at many execution clients. */
    DISCV4,

    WRONG_VERSION,

    /** Neither an ordinary message packet, nor a WHOAREYOU, nor a handshake. */
    BAD_FLAG,

    /** Authdata of a size that its flag does not have, or beyond the packet's end. */
    BAD_AUTHDATA,

    /** A message that is not one canonical RLP list and nothing behind it. */
    BAD_RLP,

    /** A message type that is not known here. */
    UNKNOWN_MESSAGE,

    /** Canonical RLP, but with an element too many or too few, or of the wrong kind, size or range. */
    BAD_MESSAGE,
}
