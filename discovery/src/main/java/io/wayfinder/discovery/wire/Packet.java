package io.wayfinder.discovery.wire;

import io.wayfinder.enr.NodeId;
import org.apache.tuweni.bytes.Bytes;

/** An unmasked packet (wire, "Packet Encoding"). Nothing in it is authenticated. */
public sealed interface Packet {

    /** {@code masking-iv || header}: the additional data of the message, and in a WHOAREYOU the challenge data. */
    Bytes head();

    /** The packet's nonce; in a WHOAREYOU that of the packet which caused it. */
    Nonce nonce();

    /** @param ciphertext the sealed message, at least the 16 bytes of its tag, which are included */
    record Ordinary(Bytes head, Nonce nonce, NodeId source, Bytes ciphertext) implements Packet {}

    /** @param enrSeq the sequence number of the record of ours that the sender has, unsigned; 0: none */
    record Whoareyou(Bytes head, Nonce nonce, IdNonce idNonce, long enrSeq) implements Packet {}

    /**
     * @param idSignature 64 bytes
     * @param ephemeralKey 33 bytes, not checked to be a point
     * @param record the encoded record, at most 300 bytes and not looked at, empty when none was sent
     * @param ciphertext the sealed message, at least the 16 bytes of its tag, which are included
     */
    record Handshake(
            Bytes head,
            Nonce nonce,
            NodeId source,
            Bytes idSignature,
            Bytes ephemeralKey,
            Bytes record,
            Bytes ciphertext)
            implements Packet {}
}
