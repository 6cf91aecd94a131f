package io.wayfinder.discovery.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wayfinder.enr.NodeId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.tuweni.bytes.Bytes;

/** What the initiator of a handshake signs with its identity key (theory, "Handshake Steps"). */
public final class IdSignature {

    private static final byte[] TEXT = "discovery v5 identity proof".getBytes(US_ASCII);

    private IdSignature() {}

    /**
     * {@code sha256("discovery v5 identity proof" || challenge-data || ephemeral-pubkey || node-id-B)}, 32 bytes.
     *
     * @param ephemeralKey the initiator's, 33 bytes
     * @param recipient node B, who sent the WHOAREYOU
     */
    public static Bytes digest(Bytes challengeData, Bytes ephemeralKey, NodeId recipient) {
        MessageDigest sha256 = sha256();
        sha256.update(TEXT);
        sha256.update(challengeData.toArrayUnsafe());
        sha256.update(ephemeralKey.toArrayUnsafe());
        sha256.update(recipient.bytes().toArrayUnsafe());
        return Bytes.wrap(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
