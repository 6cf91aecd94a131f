package io.wayfinder.conformance;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.Hkdf;
import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Keys shared with the node (theory, "Handshake Steps"). Not bound to a prober's socket: a prober may use what another
 * one established, to see whether the node lets it.
 */
final class Session {

    private static final Bytes INFO_TEXT = Bytes.wrap("discovery v5 key agreement".getBytes(StandardCharsets.US_ASCII));

    private final NodeId ours;
    private final NodeId theirs;
    private final Bytes writeKey;
    private final Bytes readKey;
    private final SecureRandom random;
    private final Bytes protocolId;

    private Session(NodeId ours, NodeId theirs, Bytes writeKey, Bytes readKey, SecureRandom random, Bytes protocolId) {
        this.ours = ours;
        this.theirs = theirs;
        this.writeKey = writeKey;
        this.readKey = readKey;
        this.random = random;
        this.protocolId = protocolId;
    }

    static Session asInitiator(
            NodeId us, SecretKey ephemeral, PublicKey them, Bytes challengeData, SecureRandom random) {
        NodeId theirs = NodeId.of(them);
        Bytes keys = derive(them, ephemeral, us, theirs, challengeData, random);
        return new Session(us, theirs, initiatorKey(keys), recipientKey(keys), random, RawPacket.PROTOCOL_ID);
    }

    static Session asRecipient(
            Identity us, NodeId them, PublicKey ephemeral, Bytes challengeData, SecureRandom random) {
        Bytes keys = derive(ephemeral, us.key(), them, us.nodeId(), challengeData, random);
        return new Session(us.nodeId(), them, recipientKey(keys), initiatorKey(keys), random, RawPacket.PROTOCOL_ID);
    }

    /** The same keys on another network. */
    Session speaking(Bytes otherProtocolId) {
        return new Session(ours, theirs, writeKey, readKey, random, otherProtocolId);
    }

    /** An ordinary packet under a new nonce. */
    RawPacket packet(Bytes plaintext) {
        return ordinary(random, ours, theirs).withProtocolId(protocolId).sealed(writeKey, plaintext);
    }

    /** Under what this side writes with: also for a packet whose header was changed after {@link #packet}. */
    Bytes writeKey() {
        return writeKey;
    }

    /** Under what the other side writes. */
    Bytes readKey() {
        return readKey;
    }

    /** The plaintext, or null when it was not sealed for us under these keys. */
    @Nullable
    Bytes open(Packet packet, Bytes ciphertext) {
        return open(packet.nonce().bytes(), packet.head(), ciphertext);
    }

    /** @param head {@code masking-iv || header} */
    @Nullable
    Bytes open(Bytes nonce, Bytes head, Bytes ciphertext) {
        return new AesGcm().open(readKey, nonce, head, ciphertext);
    }

    /** An ordinary packet's header under a new nonce, without a message. */
    static RawPacket ordinary(SecureRandom random, NodeId from, NodeId to) {
        Bytes nonce = Bytes.random(AesGcm.NONCE_SIZE, random);
        return RawPacket.of(RawPacket.ORDINARY, to, Bytes.random(AesCtr.IV_SIZE, random), nonce, from.bytes());
    }

    private static Bytes derive(
            PublicKey theirs,
            SecretKey ours,
            NodeId initiator,
            NodeId recipient,
            Bytes challengeData,
            SecureRandom random) {
        Bytes secret = Identity.CURVE.sharedPoint(theirs, ours, random);
        Bytes info = Bytes.concatenate(INFO_TEXT, initiator.bytes(), recipient.bytes());
        return new Hkdf().derive(challengeData, secret, info, 2 * AesGcm.KEY_SIZE);
    }

    private static Bytes initiatorKey(Bytes keys) {
        return keys.slice(0, AesGcm.KEY_SIZE);
    }

    private static Bytes recipientKey(Bytes keys) {
        return keys.slice(AesGcm.KEY_SIZE);
    }
}
