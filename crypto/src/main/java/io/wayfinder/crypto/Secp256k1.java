package io.wayfinder.crypto;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** The curve (SEC 2, section 2.4.1). Thread-safe. The providers give the same bytes for the same input. */
public interface Secp256k1 {

    /** The number of points, infinity included: scalars are counted modulo this prime. */
    BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    /**
     * libsecp256k1 where it loads, BouncyCastle elsewhere; the system property {@code wayfinder.secp256k1} overrides
     * with {@code native} or {@code bouncycastle}. Chosen once in the life of the JVM.
     *
     * @throws IllegalStateException when the property asks for {@code native}, which does not load, or for something
     * else
     */
    static Secp256k1 provider() {
        return Providers.chosen();
    }

    /** The pure Java provider. */
    static Secp256k1 bouncyCastle() {
        return Providers.BOUNCY_CASTLE;
    }

    /** The JNI provider; empty where it does not load, and then {@link #libsecp256k1Failure} says why. */
    static Optional<Secp256k1> libsecp256k1() {
        return Providers.libsecp256k1().provider();
    }

    /** One line that says why libsecp256k1 does not load here; empty when it does. */
    static Optional<String> libsecp256k1Failure() {
        return Providers.libsecp256k1().failure();
    }

    /** {@code libsecp256k1} or {@code bouncycastle}. */
    String name();

    PublicKey publicKey(SecretKey key);

    /**
     * The point of 33 (compressed), 65 or 64 (uncompressed, with and without 0x04) bytes; empty when there is none:
     * other sizes, hybrid encodings, coordinates not below the field's prime, points off the curve, infinity.
     */
    Optional<PublicKey> parse(Bytes encoded);

    /** A deterministic (RFC 6979) signature with low s over a 32-byte digest: {@code r || s}, 64 bytes. */
    Bytes sign(Bytes digest, SecretKey key);

    /** False also for high s and for anything that is not 64 bytes. */
    boolean verify(Bytes digest, Bytes signature, PublicKey key);

    /**
     * ECDH to the compressed 33-byte point; {@code blinding} hides the scalar where the provider is not constant-time.
     * The result does not depend on what {@code blinding} gives.
     */
    Bytes sharedPoint(PublicKey theirs, SecretKey ours, RandomGenerator blinding);
}
