package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Packet;
import org.apache.tuweni.bytes.Bytes;

/**
 * A handshake that the node began: it sent something that the prober could not read, and answered the prober's
 * WHOAREYOU.
 *
 * @param provoked what the node sent first
 * @param challenge the prober's WHOAREYOU
 * @param handshake the node's answer
 * @param session the keys that follow
 * @param plaintext of the message in the handshake packet
 */
record Dial(
        Packet.Ordinary provoked, RawPacket challenge, Packet.Handshake handshake, Session session, Bytes plaintext) {}
