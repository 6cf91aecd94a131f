package io.wayfinder.rpc;

import org.apache.tuweni.bytes.Bytes;

/** What a subscriber wants to be told. */
sealed interface Interest {

    /** Peers that match, as they are found, renewed and lost. */
    record Peers(PeerFilter filter) implements Interest {}

    /** The table's entries as they come, change and go, and our own record. */
    record Table() implements Interest {}

    /** TALKREQs of a protocol, to answer them. */
    record Talk(Bytes protocol) implements Interest {}
}
