package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.MutableBytes;
import org.junit.jupiter.api.Test;

/** libsecp256k1, which must load where the tests run, and BouncyCastle give the same answer to every input. */
class ProvidersAgreeTest {

    private final Secp256k1 library =
            Secp256k1.libsecp256k1().orElseThrow(() -> new AssertionError(Secp256k1.libsecp256k1Failure()));
    private final Secp256k1 bouncyCastle = Secp256k1.bouncyCastle();
    private final Random random = new Random(1);

    @Test
    void randomKeysSignAndAgreeAlike() {
        for (int i = 0; i < 300; i++) {
            SecretKey key = SecretKey.generate(random);
            SecretKey other = SecretKey.generate(random);
            Bytes digest = Bytes.random(32, random);
            PublicKey point = bouncyCastle.publicKey(key);
            Bytes signature = bouncyCastle.sign(digest, key);

            assertEquals(point, library.publicKey(key));
            assertEquals(signature, library.sign(digest, key));
            assertTrue(library.verify(digest, signature, point));
            assertTrue(bouncyCastle.verify(digest, signature, point));
            assertEquals(
                    bouncyCastle.sharedPoint(point, other, random),
                    library.sharedPoint(library.publicKey(other), key, random));
        }
    }

    /** Digests at and past the order are reduced before RFC 6979 uses them; keys at both ends of the range are keys. */
    @Test
    void edgesOfTheScalarRangeSignAlike() {
        List<Bytes> scalars = edges();
        for (Bytes digest : scalars) {
            for (Bytes scalar : scalars) {
                BigInteger number = scalar.toUnsignedBigInteger();
                if (number.signum() == 0 || number.compareTo(Secp256k1.ORDER) >= 0) {
                    continue;
                }
                SecretKey key = SecretKey.of(scalar);
                Bytes signature = bouncyCastle.sign(digest, key);

                assertEquals(signature, library.sign(digest, key), digest::toHexString);
                assertEquals(bouncyCastle.publicKey(key), library.publicKey(key));
                assertTrue(bouncyCastle.verify(digest, signature, bouncyCastle.publicKey(key)));
                assertTrue(library.verify(digest, signature, bouncyCastle.publicKey(key)));
            }
        }
    }

    @Test
    void edgesOfTheSignatureRangeAreVerifiedAlike() {
        PublicKey key = bouncyCastle.publicKey(SecretKey.generate(random));
        for (Bytes digest : edges()) {
            for (Bytes r : edges()) {
                for (Bytes s : edges()) {
                    Bytes signature = Bytes.concatenate(r, s);
                    assertEquals(
                            bouncyCastle.verify(digest, signature, key),
                            library.verify(digest, signature, key),
                            signature::toHexString);
                }
            }
        }
    }

    @Test
    void changedSignaturesAreVerifiedAlike() {
        SecretKey secret = SecretKey.generate(random);
        PublicKey key = bouncyCastle.publicKey(secret);
        Bytes digest = Bytes.random(32, random);
        Bytes signature = bouncyCastle.sign(digest, secret);
        for (int i = 0; i < 500; i++) {
            Bytes changed = changed(signature);
            assertEquals(bouncyCastle.verify(digest, changed, key), library.verify(digest, changed, key));
        }
    }

    /** Of random x about half are on the curve. */
    @Test
    void encodingsAreParsedAlike() {
        int points = 0;
        for (int i = 0; i < 3_000; i++) {
            Bytes compressed = Bytes.concatenate(Bytes.of(random.nextInt(8)), Bytes.random(32, random));
            points += bouncyCastle.parse(compressed).isPresent() ? 1 : 0;
            assertEquals(bouncyCastle.parse(compressed), library.parse(compressed), compressed::toHexString);
        }
        assertTrue(points > 200, "points among the random encodings: " + points);
        for (int i = 0; i < 1_000; i++) {
            PublicKey key = bouncyCastle.publicKey(SecretKey.generate(random));
            Bytes changed = changed(Bytes.concatenate(Bytes.of(4), key.uncompressed()));
            assertEquals(bouncyCastle.parse(changed), library.parse(changed), changed::toHexString);
        }
        for (Bytes x : edges()) {
            for (int prefix = 0; prefix < 8; prefix++) {
                Bytes encoded = Bytes.concatenate(Bytes.of(prefix), x);
                assertEquals(bouncyCastle.parse(encoded), library.parse(encoded), encoded::toHexString);
            }
        }
    }

    /** Around zero, half of the order, the order, the field's prime and the end of 256 bits. */
    private static List<Bytes> edges() {
        BigInteger prime = new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
        BigInteger end = BigInteger.ONE.shiftLeft(256);
        List<Bytes> edges = new ArrayList<>();
        for (BigInteger middle : List.of(BigInteger.ZERO, Secp256k1.ORDER.shiftRight(1), Secp256k1.ORDER, prime, end)) {
            for (int delta = -2; delta <= 2; delta++) {
                BigInteger number = middle.add(BigInteger.valueOf(delta));
                if (number.signum() >= 0 && number.compareTo(end) < 0) {
                    edges.add(Bytes.fromHexString(String.format("%064x", number)));
                }
            }
        }
        return edges;
    }

    private Bytes changed(Bytes bytes) {
        MutableBytes changed = bytes.mutableCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed.set(random.nextInt(changed.size()), (byte) random.nextInt());
        }
        return changed;
    }
}
