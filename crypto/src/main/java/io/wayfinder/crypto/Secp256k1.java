package io.wayfinder.crypto;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** The curve. Thread-safe. */
public interface Secp256k1 {

    /** libsecp256k1 where it loads, BouncyCastle elsewhere; the system property {@code wayfinder.secp256k1} overrides. */
    static Secp256k1 provider() {
        throw new UnsupportedOperationException("contract");
    }

    /** {@code libsecp256k1} or {@code bouncycastle}. */
    String name();

    PublicKey publicKey(SecretKey key);

    /** The point of 33 (compressed), 65 or 64 (uncompressed, with and without 0x04) bytes; empty when there is none. */
    Optional<PublicKey> parse(Bytes encoded);

    /** A deterministic (RFC 6979) signature with low s over a 32-byte digest: {@code r || s}, 64 bytes. */
    Bytes sign(Bytes digest, SecretKey key);

    /** False also for high s and for anything that is not 64 bytes. */
    boolean verify(Bytes digest, Bytes signature, PublicKey key);

    /** ECDH to the compressed 33-byte point; {@code blinding} hides the scalar where the provider is not constant-time. */
    Bytes sharedPoint(PublicKey theirs, SecretKey ours, RandomGenerator blinding);
}
