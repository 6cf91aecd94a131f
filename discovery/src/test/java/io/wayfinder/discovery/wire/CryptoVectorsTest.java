package io.wayfinder.discovery.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** The published values of discv5-wire-test-vectors.md, "Cryptographic Primitives". */
class CryptoVectorsTest {

    private static final Secp256k1 CURVE = Secp256k1.provider();

    @Test
    void ecdhGivesThePublishedPoint() {
        Vector vector = Vector.load("ecdh");
        assertEquals(vector.bytes(), sharedPoint(vector.bytes("public-key"), vector.bytes("secret-key")));
    }

    @Test
    void keyDerivationGivesThePublishedKeys() {
        SessionKeys keys = derive(Vector.load("key-derivation"), "node-id-a", "node-id-b", 0);
        Bytes published = Vector.load("key-derivation").bytes();
        assertEquals(published, Bytes.concatenate(keys.initiatorKey(), keys.recipientKey()));
    }

    @Test
    void keyDerivationDependsOnWhoAskedAndOnTheChallenge() {
        Vector vector = Vector.load("key-derivation");
        SessionKeys keys = derive(vector, "node-id-a", "node-id-b", 0);
        assertNotEquals(keys, derive(vector, "node-id-b", "node-id-a", 0));
        assertNotEquals(keys, derive(vector, "node-id-a", "node-id-b", 1));
    }

    @Test
    void sessionKeysAreNotPrinted() {
        SessionKeys keys = new SessionKeys(Bytes.repeat((byte) 0x5a, 16), Bytes.repeat((byte) 0x5a, 16));
        assertTrue(!keys.toString().contains("5a5a"));
    }

    @Test
    void idSignatureIsThePublishedOne() {
        Vector vector = Vector.load("id-nonce-signing");
        SecretKey key = SecretKey.of(vector.bytes("static-key"));
        assertEquals(vector.bytes(), CURVE.sign(idDigest(vector), key));
        assertTrue(CURVE.verify(idDigest(vector), vector.bytes(), CURVE.publicKey(key)));
    }

    @Test
    void idSignatureIsForOneChallengeKeyAndRecipient() {
        Vector vector = Vector.load("id-nonce-signing");
        Bytes challenge = vector.bytes("challenge-data");
        Bytes ephemeralKey = vector.bytes("ephemeral-pubkey");
        Bytes digest = idDigest(vector);
        assertNotEquals(digest, IdSignature.digest(challenge.not(), ephemeralKey, vector.nodeId("node-id-B")));
        assertNotEquals(digest, IdSignature.digest(challenge, ephemeralKey.not(), vector.nodeId("node-id-B")));
        assertNotEquals(digest, IdSignature.digest(challenge, ephemeralKey, Wire.LOCAL));
    }

    @Test
    void messageSealsAndOpensAsPublished() {
        Vector vector = Vector.load("aes-gcm");
        AesGcm gcm = new AesGcm();
        Bytes key = vector.bytes("encryption-key");
        Bytes nonce = vector.bytes("nonce");
        assertEquals(vector.bytes(), gcm.seal(key, nonce, vector.bytes("ad"), vector.bytes("pt")));
        assertEquals(vector.bytes("pt"), gcm.open(key, nonce, vector.bytes("ad"), vector.bytes()));
    }

    static Bytes idDigest(Vector vector) {
        return IdSignature.digest(
                vector.bytes("challenge-data"), vector.bytes("ephemeral-pubkey"), vector.nodeId("node-id-B"));
    }

    private static SessionKeys derive(Vector vector, String initiator, String recipient, int change) {
        Bytes challenge = vector.bytes("challenge-data").xor(Bytes.ofUnsignedInt(change));
        Bytes sharedPoint = sharedPoint(vector.bytes("dest-pubkey"), vector.bytes("ephemeral-key"));
        return SessionKeys.derive(
                CipherSuite.aes(), sharedPoint, vector.nodeId(initiator), vector.nodeId(recipient), challenge);
    }

    private static Bytes sharedPoint(Bytes theirs, Bytes ours) {
        PublicKey key = CURVE.parse(theirs).orElseThrow();
        return CURVE.sharedPoint(key, SecretKey.of(ours), new SplittableRandom(1));
    }
}
