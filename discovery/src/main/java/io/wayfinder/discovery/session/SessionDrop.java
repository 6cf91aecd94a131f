package io.wayfinder.discovery.session;

/** Why a well-formed packet led to nothing; the name in lower case is the metric's label. */
public enum SessionDrop {
    /** It claims to come from ourselves. */
    OWN_ID,

    /** A WHOAREYOU for no packet that we sent to that endpoint lately, or for one that it was answered for. */
    UNKNOWN_NONCE,

    /** A WHOAREYOU for what went out under keys that we proposed, which were the answer to such a one, and so on. */
    TOO_MANY_CHALLENGES,

    /** A handshake without an open challenge to its sender: late, repeated or made up. */
    NO_CHALLENGE,

    /** Too many handshakes have failed at this challenge. */
    TOO_MANY_FAILURES,

    /** A handshake without a record, from a node of which we have none. */
    NO_RECORD,

    /** A handshake whose record has another node's key, or none. */
    FOREIGN_RECORD,

    /** The budget for curve work is spent that others can make us do: by a handshake, or a WHOAREYOU to an answer. */
    OVER_BUDGET,

    BAD_ID_SIGNATURE,

    /** A handshake whose record is malformed or not signed by its key. */
    BAD_RECORD,

    /** The ephemeral key is no point of the curve. */
    BAD_EPHEMERAL_KEY,

    /** A handshake whose message was not sealed under the keys that it leads to. */
    BAD_SEAL,
}
