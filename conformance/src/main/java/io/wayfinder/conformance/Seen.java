package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.Rejection;
import org.apache.tuweni.bytes.Bytes;

/** A datagram from the node, as far as its prober could read it. */
sealed interface Seen {

    /** All of it, as it came. */
    Bytes datagram();

    /** One line for the transcript. */
    String summary();

    /** A WHOAREYOU. */
    record Challenge(Packet.Whoareyou packet, Bytes datagram) implements Seen {

        @Override
        public String summary() {
            return "WHOAREYOU naming %s, enr-seq %s"
                    .formatted(packet.nonce().bytes(), Long.toUnsignedString(packet.enrSeq()));
        }
    }

    /** A message under keys that the prober has. */
    record Said(Packet packet, Session under, Message message, Bytes plaintext, Bytes datagram) implements Seen {

        @Override
        public String summary() {
            return message.toString();
        }
    }

    /** What opens under keys that the prober has, and is no message. */
    record Garbled(Packet packet, Session under, Rejection reason, Bytes plaintext, Bytes datagram) implements Seen {

        @Override
        public String summary() {
            return "a message that is refused (" + reason + "): " + plaintext.toShortHexString();
        }
    }

    /** An ordinary or handshake packet that opens under no keys of the prober's. */
    record Sealed(Packet packet, Bytes datagram) implements Seen {

        @Override
        public String summary() {
            String kind = packet instanceof Packet.Handshake ? "a handshake packet" : "an ordinary packet";
            return kind + " of " + datagram.size() + " bytes, under keys not known";
        }
    }

    /** No packet for the prober at all. */
    record Foreign(Rejection reason, Bytes datagram) implements Seen {

        @Override
        public String summary() {
            return datagram.size() + " bytes that are no packet (" + reason + ")";
        }
    }
}
