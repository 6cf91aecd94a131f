package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Endpoint;
import org.apache.tuweni.bytes.Bytes;

/** Sees all that happens, as it happens, and changes nothing. */
interface Watcher {

    /** A host hands a datagram to the network. {@code from} is whom it says it is from. */
    default void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {}

    /** Before the host sees it. */
    default void delivered(Host to, Endpoint from, Bytes datagram) {}

    /** A node tells something other than that it wants to send. */
    default void told(HonestNode by, Output output) {}

    /** A node has taken in whatever there was, and given out all its outputs. */
    default void settled(HonestNode node) {}

    /** A node has joined, or come back with nothing but its key. */
    default void started(HonestNode node) {}

    /** A node is gone without a word. */
    default void stopped(HonestNode node) {}
}
