package io.wayfinder.discovery.node;

import io.wayfinder.discovery.session.Peer;

/** Why a request of ours was sent. */
sealed interface Errand {

    /** The user asked. */
    record Command(long number) implements Errand {}

    /** One query of a running lookup. */
    record Query(long lookup) implements Errand {}

    /** The table wants to know whether the node is there. */
    record Check() implements Errand {}

    /** The node told of a newer record than we have. */
    record Refresh(Peer peer, long heldSeq) implements Errand {}

    /** A bootnode is asked for neighbours. */
    record Boot() implements Errand {}

    /** Our record changed: a PING carries its new sequence number. */
    record Tell() implements Errand {}
}
