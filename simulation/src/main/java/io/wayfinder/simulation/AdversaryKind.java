package io.wayfinder.simulation;

/** What an adversary does. Each is a class of the same name, or of the name told. */
enum AdversaryKind {
    /** Joins, and after a while takes everything in and says nothing. */
    SILENT,
    /** Answers, but late. */
    SLOW,
    /** Sends noise to everyone: {@link Noise}. */
    GARBAGE,
    /** Sends again what others sent. */
    REPLAYER,
    /** Sends packets with others' node IDs and addresses. */
    FORGER,
    /** Tells of nodes that are not there, or are at a victim's address. */
    POISONER,
    /** Many nodes that know one another alone. */
    SYBIL,
    /** The same, with IDs next to a victim's: {@link Sybil}. */
    TARGETED_SYBIL,
    /** The same, all in one network: {@link Sybil}. */
    ECLIPSE,
    /** Tells of everyone the oldest record that it has seen. */
    ROLLBACK,
    /** A thousand strangers at once knock at one door. */
    FLOODER,
    /** Tells those who come to it that they are elsewhere. */
    VOTE_LIAR,
    /** Says that it is where somebody else is. */
    DRIFTER,
    /** Challenges whoever answers its challenge. */
    CONTRARIAN,
    /** Strangers who try one signature after the other at one door. */
    LOCKPICK
}
