package io.wayfinder.discovery.session;

import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.wire.IdSignature;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.SessionKeys;
import io.wayfinder.enr.NodeId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** What both sides of a handshake compute (theory, "Handshake Steps"). Keeps nothing. */
final class Handshake {

    private final Secp256k1 curve;
    private final CipherSuite suite;
    private final SecretKey key;
    private final NodeId localId;
    private final RandomGenerator secrets;

    Handshake(Secp256k1 curve, CipherSuite suite, SecretKey key, NodeId localId, RandomGenerator secrets) {
        this.curve = curve;
        this.suite = suite;
        this.key = key;
        this.localId = localId;
        this.secrets = secrets;
    }

    /** What node A puts into its handshake packet, and the keys that it leads to. */
    record Proposal(Bytes idSignature, Bytes ephemeralKey, SessionKeys keys) {}

    /** Step 3, as node A. */
    Proposal initiate(NodeId recipient, PublicKey recipientKey, Bytes challengeData) {
        SecretKey ephemeral = SecretKey.generate(secrets);
        Bytes ephemeralKey = curve.publicKey(ephemeral).compressed();
        Bytes point = curve.sharedPoint(recipientKey, ephemeral, secrets);
        SessionKeys keys = SessionKeys.derive(suite, point, localId, recipient, challengeData);
        Bytes idSignature = curve.sign(IdSignature.digest(challengeData, ephemeralKey, recipient), key);
        return new Proposal(idSignature, ephemeralKey, keys);
    }

    /** Step 4, as node B: whether the holder of {@code initiatorKey} answers the challenge. */
    boolean isSigned(Packet.Handshake packet, PublicKey initiatorKey, Bytes challengeData) {
        Bytes digest = IdSignature.digest(challengeData, packet.ephemeralKey(), localId);
        return curve.verify(digest, packet.idSignature(), initiatorKey);
    }

    /** Step 4, as node B: the keys, or nothing when the ephemeral key is no point. */
    Optional<SessionKeys> accept(Packet.Handshake packet, Bytes challengeData) {
        return curve.parse(packet.ephemeralKey())
                .map(ephemeral -> curve.sharedPoint(ephemeral, key, secrets))
                .map(point -> SessionKeys.derive(suite, point, packet.source(), localId, challengeData));
    }
}
