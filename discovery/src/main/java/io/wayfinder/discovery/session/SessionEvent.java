package io.wayfinder.discovery.session;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** What a packet led to. */
public sealed interface SessionEvent {

    /**
     * A message under keys that were in use before.
     *
     * @param keys the number of the key set; an answer goes under the same
     * @param serveAgain whether these keys had been in doubt since a WHOAREYOU: what waits for others may go out
     */
    record Opened(Peer peer, long keys, Bytes message, boolean serveAgain) implements SessionEvent {}

    /**
     * A message that proves new keys: the one in the peer's handshake packet, or the first under keys that we proposed.
     *
     * @param refused all key sets up to this number are of no use to the peer: what was sent under them and is
     *     unanswered must be sent again. 0: none
     * @param record the peer's newest, when one is known
     */
    record Established(Peer peer, long keys, Bytes message, long refused, Optional<NodeRecord> record)
            implements SessionEvent {}

    /**
     * The peer cannot read a packet that we sent, and challenges us: the caller is to choose a message for {@link
     * SessionLayer#answer}.
     *
     * @param refused the number of the key set that the packet was sealed under, 0 when it was a probe
     * @param late whether the challenge will most likely have expired before the answer is there: so much time has
     *     passed since the packet it names
     * @param replaced the number of the key set that we proposed before and that the answer will replace, 0 when there
     *     is none
     */
    record Challenged(Peer peer, PublicKey key, Packet.Whoareyou challenge, boolean late, long refused, long replaced)
            implements SessionEvent {}

    /** We cannot read the packet: this WHOAREYOU is to be sent. */
    record Challenge(Endpoint to, Bytes datagram) implements SessionEvent {}

    record Dropped(SessionDrop reason) implements SessionEvent {}
}
