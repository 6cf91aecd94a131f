package io.wayfinder.conformance;

import io.wayfinder.crypto.AesCtr;
import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.enr.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A handshake packet in the making (theory, "Handshake Steps", step 3): right in every field until told otherwise.
 *
 * <p>What is set replaces that field alone: the signature is made over the true challenge and the true ephemeral key
 * unless {@link #idSignature} sets another.
 */
final class HandshakeDraft {

    private static final Bytes SIGNATURE_TEXT =
            Bytes.wrap("discovery v5 identity proof".getBytes(StandardCharsets.US_ASCII));

    private final Identity us;
    private final Target target;
    private final Bytes challengeData;
    private final SecureRandom random;
    private final SecretKey ephemeral;
    private final Bytes ephemeralKey;

    private Bytes record;
    private NodeId source;
    private @Nullable Bytes otherSignature;
    private @Nullable Bytes otherEphemeralKey;
    private Bytes trailing = Bytes.EMPTY;

    /** @param enrSeq of the WHOAREYOU: the record is left out when the node has it */
    HandshakeDraft(Identity us, Target target, Bytes challengeData, long enrSeq, SecureRandom random) {
        this.us = us;
        this.target = target;
        this.challengeData = challengeData;
        this.random = random;
        this.ephemeral = SecretKey.generate(random);
        this.ephemeralKey = Identity.CURVE.publicKey(ephemeral).compressed();
        this.record = Long.compareUnsigned(enrSeq, us.record().seq()) < 0
                ? us.record().encoded()
                : Bytes.EMPTY;
        this.source = us.nodeId();
    }

    /** @param encoded any bytes, empty for none */
    HandshakeDraft record(Bytes encoded) {
        record = encoded;
        return this;
    }

    HandshakeDraft source(NodeId other) {
        source = other;
        return this;
    }

    /** @param other any bytes of up to 255; {@code sig-size} says how many */
    HandshakeDraft idSignature(Bytes other) {
        otherSignature = other;
        return this;
    }

    /** @param other any bytes of up to 255; {@code eph-key-size} says how many. The keys stay those of the true one. */
    HandshakeDraft ephemeralKey(Bytes other) {
        otherEphemeralKey = other;
        return this;
    }

    /** Bytes of the authdata behind the record. */
    HandshakeDraft trailing(Bytes more) {
        trailing = more;
        return this;
    }

    Bytes challengeData() {
        return challengeData;
    }

    /** The signature as it should be. */
    Bytes rightSignature() {
        return signature(challengeData, ephemeralKey, target.nodeId(), us.key());
    }

    /** The ephemeral public key as it should be: 33 bytes. */
    Bytes rightEphemeralKey() {
        return ephemeralKey;
    }

    /** {@code id_sign(signature-hash)}. */
    static Bytes signature(Bytes challengeData, Bytes ephemeralKey, NodeId recipient, SecretKey key) {
        return Identity.CURVE.sign(signatureHash(challengeData, ephemeralKey, recipient), key);
    }

    /** {@code sha256("discovery v5 identity proof" || challenge-data || ephemeral-pubkey || node-id-B)}. */
    static Bytes signatureHash(Bytes challengeData, Bytes ephemeralKey, NodeId recipient) {
        return sha256(Bytes.concatenate(SIGNATURE_TEXT, challengeData, ephemeralKey, recipient.bytes()));
    }

    /** The keys that the true challenge and the true ephemeral key give. */
    Session session() {
        return Session.asInitiator(us.nodeId(), ephemeral, target.publicKey(), challengeData, random)
                .speaking(target.protocolId());
    }

    RawPacket packet(Bytes plaintext) {
        Bytes signature = otherSignature == null ? rightSignature() : otherSignature;
        Bytes key = otherEphemeralKey == null ? ephemeralKey : otherEphemeralKey;
        Bytes authdata = Bytes.concatenate(
                source.bytes(), Bytes.of((byte) signature.size(), (byte) key.size()), signature, key, record, trailing);
        Bytes nonce = Bytes.random(AesGcm.NONCE_SIZE, random);
        return RawPacket.of(RawPacket.HANDSHAKE, target.nodeId(), Bytes.random(AesCtr.IV_SIZE, random), nonce, authdata)
                .withProtocolId(target.protocolId())
                .sealed(session().writeKey(), plaintext);
    }

    static Bytes sha256(Bytes input) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(input.toArrayUnsafe()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
