package io.wayfinder.discovery.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wayfinder.crypto.AesGcm;
import io.wayfinder.crypto.CipherSuite;
import io.wayfinder.enr.NodeId;
import java.nio.ByteBuffer;
import org.apache.tuweni.bytes.Bytes;

/**
 * The two keys of a session, 16 bytes each: what the initiator of the handshake seals its messages with, and what the
 * recipient does. As big-endian words: thousands are kept, a third of the size of arrays. {@link #toString} never shows
 * them.
 */
public record SessionKeys(long initiator0, long initiator1, long recipient0, long recipient1) {

    private static final Bytes INFO_TEXT = Bytes.wrap("discovery v5 key agreement".getBytes(US_ASCII));

    /** @throws IllegalArgumentException unless each has 16 bytes */
    public SessionKeys(Bytes initiatorKey, Bytes recipientKey) {
        this(
                checked(initiatorKey).getLong(0),
                initiatorKey.getLong(Long.BYTES),
                checked(recipientKey).getLong(0),
                recipientKey.getLong(Long.BYTES));
    }

    public Bytes initiatorKey() {
        return key(initiator0, initiator1);
    }

    public Bytes recipientKey() {
        return key(recipient0, recipient1);
    }

    /**
     * Theory, "Handshake Steps":
     *
     * <pre>
     * kdf-info = "discovery v5 key agreement" || node-id-A || node-id-B
     * prk      = HKDF-Extract(challenge-data, secret)
     * key-data = HKDF-Expand(prk, kdf-info)
     * initiator-key || recipient-key = key-data
     * </pre>
     *
     * @param sharedPoint the compressed point of ECDH, 33 bytes
     * @param initiator node A, who answers the WHOAREYOU
     * @param recipient node B, who sent it
     */
    public static SessionKeys derive(
            CipherSuite suite, Bytes sharedPoint, NodeId initiator, NodeId recipient, Bytes challengeData) {
        Bytes info = Bytes.concatenate(INFO_TEXT, initiator.bytes(), recipient.bytes());
        Bytes keyData = suite.derive(challengeData, sharedPoint, info, 2 * AesGcm.KEY_SIZE);
        return new SessionKeys(keyData.slice(0, AesGcm.KEY_SIZE), keyData.slice(AesGcm.KEY_SIZE));
    }

    private static Bytes checked(Bytes key) {
        if (key.size() != AesGcm.KEY_SIZE) {
            throw new IllegalArgumentException("a key has " + AesGcm.KEY_SIZE + " bytes");
        }
        return key;
    }

    private static Bytes key(long word0, long word1) {
        return Bytes.wrap(ByteBuffer.allocate(AesGcm.KEY_SIZE)
                .putLong(word0)
                .putLong(word1)
                .array());
    }

    @Override
    public String toString() {
        return "SessionKeys[...]";
    }
}
