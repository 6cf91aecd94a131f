package io.wayfinder.discovery.wire;

import io.wayfinder.enr.NodeId;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Datagrams to packets and back. An instance belongs to one thread: it reuses its ciphers. */
public final class PacketCodec {

    public static final int SIZE_MIN = 63;
    public static final int SIZE_MAX = 1280;

    /** The protocol ID of the public network, "discv5". */
    public static final Bytes DISCV5 = Bytes.fromHexString("0x646973637635");

    /** @param protocolId 6 bytes */
    public PacketCodec(Bytes protocolId) {}

    /** Total: any bytes give a packet or a named rejection. */
    public Decoded<Packet> decode(NodeId localId, Bytes datagram) {
        throw new UnsupportedOperationException("contract");
    }

    /** The masking IV is 16 fresh random bytes, the key 16 bytes. Throws IllegalArgumentException over SIZE_MAX. */
    public Bytes encodeOrdinary(NodeId to, NodeId from, Nonce nonce, Bytes maskingIv, Bytes key, Bytes message) {
        throw new UnsupportedOperationException("contract");
    }

    /** An ordinary packet with random content in place of a sealed message, which provokes a WHOAREYOU. */
    public Bytes encodeRandom(NodeId to, NodeId from, Nonce nonce, Bytes maskingIv, Bytes content) {
        throw new UnsupportedOperationException("contract");
    }

    /** The datagram and the challenge data ({@code masking-iv || header}). */
    public EncodedWhoareyou encodeWhoareyou(NodeId to, Nonce nonce, Bytes maskingIv, IdNonce idNonce, long enrSeq) {
        throw new UnsupportedOperationException("contract");
    }

    public record EncodedWhoareyou(Bytes datagram, Bytes challengeData) {}

    /** @param record the encoded record, empty to send none */
    public Bytes encodeHandshake(
            NodeId to,
            NodeId from,
            Nonce nonce,
            Bytes maskingIv,
            Bytes idSignature,
            Bytes ephemeralKey,
            Bytes record,
            Bytes key,
            Bytes message) {
        throw new UnsupportedOperationException("contract");
    }

    /** The plaintext message, or null when it was not sealed under the key. */
    public @Nullable Bytes open(Packet.Ordinary packet, Bytes key) {
        throw new UnsupportedOperationException("contract");
    }

    public @Nullable Bytes open(Packet.Handshake packet, Bytes key) {
        throw new UnsupportedOperationException("contract");
    }

    /** The largest message (type byte included) that an ordinary packet holds. */
    public static int ordinaryMessageMax() {
        throw new UnsupportedOperationException("contract");
    }

    /** The largest message that a handshake packet with a record of this size (0: none) holds. */
    public static int handshakeMessageMax(int recordSize) {
        throw new UnsupportedOperationException("contract");
    }
}
