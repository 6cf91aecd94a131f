package io.wayfinder.simulation;

/** Sees who is there and what look-ups come to, when no lane is at work. */
interface Onlooker {

    /** A node has joined, or come back with nothing but its key. */
    default void started(HonestNode node) {}

    /** A node is gone without a word. */
    default void stopped(HonestNode node) {}

    /** A look-up has ended, a moment ago. */
    default void lookedUp(Lane.Ended ended) {}
}
