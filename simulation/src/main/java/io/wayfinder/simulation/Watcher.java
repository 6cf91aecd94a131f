package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Sees all that happens, as it happens, and changes nothing: in a world of one lane. */
interface Watcher extends Onlooker {

    /** A host hands a datagram to the network. {@code from} is whom it says it is from. */
    default void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {}

    /** Before the host sees it. */
    default void delivered(Host to, Endpoint from, Bytes datagram) {}

    /** A node tells something other than that it wants to send. */
    default void told(HonestNode by, Output output) {}

    /** A command has been given; {@code target} of a lookup, null for any other. */
    default void commanded(HonestNode by, long command, @Nullable NodeId target) {}

    /** The command asks this node. */
    default void asked(HonestNode by, long command, Contact to) {}

    /** The command looks for the newest record of this node. */
    default void resolving(HonestNode by, long command, NodeId id) {}

    /** The command, which has perhaps ended, is to end. */
    default void cancelled(HonestNode by, long command) {}

    /** A node's timer has gone off, and it has settled. */
    default void ticked(HonestNode node) {}

    /** A node has taken in whatever there was, and given out all its outputs. */
    default void settled(HonestNode node) {}
}
