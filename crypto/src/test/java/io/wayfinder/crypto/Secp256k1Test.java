package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each provider must do by itself; libsecp256k1 must load where the tests run. */
class Secp256k1Test {

    private static final Bytes DIGEST = Bytes.fromHexString("22".repeat(32));
    private static final Bytes ZERO = Bytes.wrap(new byte[32]);
    private static final Bytes ORDER = scalar(Secp256k1.ORDER);

    static Stream<Secp256k1> providers() {
        return Stream.of(
                Secp256k1.bouncyCastle(),
                Secp256k1.libsecp256k1().orElseThrow(() -> new AssertionError(Secp256k1.libsecp256k1Failure())));
    }

    /** The vectors that the Bitcoin libraries share for RFC 6979 on this curve: key, message, signature. */
    @ParameterizedTest
    @MethodSource("providers")
    void signaturesAreThoseOfRfc6979(Secp256k1 curve) throws NoSuchAlgorithmException {
        String[][] vectors = {
            {
                "0000000000000000000000000000000000000000000000000000000000000001",
                "Satoshi Nakamoto",
                "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                        + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"
            },
            {
                "0000000000000000000000000000000000000000000000000000000000000001",
                "All those moments will be lost in time, like tears in rain. Time to die...",
                "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b"
                        + "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21"
            },
            {
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
                "Satoshi Nakamoto",
                "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0"
                        + "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5"
            },
            {
                "f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181",
                "Alan Turing",
                "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c"
                        + "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea"
            },
        };
        for (String[] vector : vectors) {
            SecretKey key = SecretKey.of(Bytes.fromHexString(vector[0]));
            Bytes digest = Bytes.wrap(
                    MessageDigest.getInstance("SHA-256").digest(vector[1].getBytes(StandardCharsets.US_ASCII)));

            assertEquals(Bytes.fromHexString(vector[2]), curve.sign(digest, key));
            assertTrue(curve.verify(digest, Bytes.fromHexString(vector[2]), curve.publicKey(key)));
        }
    }

    /** discv5 wire test vectors, "ECDH". */
    @ParameterizedTest
    @MethodSource("providers")
    void sharedPointIsThatOfTheDiscv5Vector(Secp256k1 curve) {
        PublicKey theirs = curve.parse(
                        Bytes.fromHexString("039961e4c2356d61bedb83052c115d311acb3a96f5777296dcf297351130266231"))
                .orElseThrow();
        SecretKey ours =
                SecretKey.of(Bytes.fromHexString("fb757dc581730490a1d7a00deea65e9b1936924caaea8f44d476014856b68736"));

        assertEquals(
                Bytes.fromHexString("033b11a2a1f214567e1537ce5e509ffd9b21373247f2a3ff6841f4976f53165e7e"),
                curve.sharedPoint(theirs, ours, new Random(1)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void sharedPointDoesNotDependOnTheBlinding(Secp256k1 curve) {
        SecretKey ours = SecretKey.generate(new Random(2));
        PublicKey theirs = curve.publicKey(SecretKey.generate(new Random(3)));
        Bytes expected = curve.sharedPoint(theirs, ours, new Random(4));

        for (int seed = 5; seed < 50; seed++) {
            assertEquals(expected, curve.sharedPoint(theirs, ours, new Random(seed)));
        }
    }

    /** A mask of zero or past the order is no mask; one of minus the key leaves nothing to multiply by. */
    @ParameterizedTest
    @MethodSource("providers")
    void masksThatCannotHideAreDrawnAgain(Secp256k1 curve) {
        SecretKey ours = SecretKey.generate(new Random(2));
        PublicKey theirs = curve.publicKey(SecretKey.generate(new Random(3)));
        Bytes negative = scalar(Secp256k1.ORDER.subtract(ours.bytes().toUnsignedBigInteger()));
        Scripted blinding = new Scripted(ZERO, ORDER, negative, scalar(BigInteger.TWO), scalar(BigInteger.TEN));

        assertEquals(curve.sharedPoint(theirs, ours, new Random(4)), curve.sharedPoint(theirs, ours, blinding));
        assertTrue(blinding.next >= 3, "the mask came from the generator");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void bothSidesShareOnePoint(Secp256k1 curve) {
        Random random = new Random(5);
        SecretKey first = SecretKey.generate(random);
        SecretKey last = SecretKey.of(scalar(Secp256k1.ORDER.subtract(BigInteger.ONE)));

        assertEquals(
                curve.sharedPoint(curve.publicKey(first), last, random),
                curve.sharedPoint(curve.publicKey(last), first, random));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyEncodingOfAPointIsParsed(Secp256k1 curve) {
        PublicKey key = curve.publicKey(SecretKey.generate(new Random(6)));

        assertEquals(Optional.of(key), curve.parse(key.compressed()));
        assertEquals(Optional.of(key), curve.parse(key.uncompressed()));
        assertEquals(Optional.of(key), curve.parse(Bytes.concatenate(Bytes.of(4), key.uncompressed())));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatIsNoPointIsRefused(Secp256k1 curve) {
        PublicKey key = curve.publicKey(SecretKey.generate(new Random(7)));
        Bytes x = key.uncompressed().slice(0, 32);
        Bytes y = key.uncompressed().slice(32);
        Bytes hybridPrefix = Bytes.of(6 + (y.get(31) & 1));
        Bytes prime = Bytes.fromHexString("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
        // x = 1 is on the curve, so that 1 + the field's prime would be the same point written twice.
        Bytes onePastPrime = scalar(prime.toUnsignedBigInteger().add(BigInteger.ONE));

        assertTrue(curve.parse(Bytes.concatenate(Bytes.of(2), scalar(BigInteger.ONE)))
                .isPresent());
        for (Bytes none : new Bytes[] {
            Bytes.EMPTY,
            Bytes.of(0),
            Bytes.wrap(new byte[33]),
            Bytes.wrap(new byte[64]),
            Bytes.wrap(new byte[65]),
            Bytes.concatenate(Bytes.of(4), Bytes.wrap(new byte[64])),
            Bytes.concatenate(hybridPrefix, key.uncompressed()),
            Bytes.concatenate(Bytes.of(4), key.compressed().slice(1)),
            Bytes.concatenate(Bytes.of(2), key.uncompressed()),
            Bytes.concatenate(Bytes.of(5), x),
            Bytes.concatenate(x, x),
            Bytes.concatenate(Bytes.of(2), prime),
            Bytes.concatenate(Bytes.of(2), onePastPrime),
            Bytes.concatenate(Bytes.of(2), scalar(BigInteger.valueOf(5))), // no y for x = 5
            key.compressed().slice(0, 32),
            Bytes.concatenate(key.compressed(), Bytes.of(0)),
            Bytes.concatenate(key.uncompressed(), Bytes.of(0, 0)),
        }) {
            assertEquals(Optional.empty(), curve.parse(none), none::toHexString);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void highSIsNeverMadeAndAlwaysRefused(Secp256k1 curve) {
        Random random = new Random(8);
        BigInteger half = Secp256k1.ORDER.shiftRight(1);
        for (int i = 0; i < 100; i++) {
            SecretKey key = SecretKey.generate(random);
            Bytes signature = curve.sign(DIGEST, key);
            BigInteger s = signature.slice(32).toUnsignedBigInteger();
            Bytes high = Bytes.concatenate(signature.slice(0, 32), scalar(Secp256k1.ORDER.subtract(s)));

            assertTrue(s.compareTo(half) <= 0);
            assertTrue(curve.verify(DIGEST, signature, curve.publicKey(key)));
            assertFalse(curve.verify(DIGEST, high, curve.publicKey(key)));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void signaturesOutOfRangeAreRefused(Secp256k1 curve) {
        PublicKey key = curve.publicKey(SecretKey.generate(new Random(9)));
        Bytes signature = curve.sign(DIGEST, SecretKey.generate(new Random(9)));
        Bytes r = signature.slice(0, 32);
        Bytes s = signature.slice(32);
        Bytes ones = Bytes.repeat((byte) 0xff, 32);

        assertTrue(curve.verify(DIGEST, signature, key));
        for (Bytes bad : new Bytes[] {
            Bytes.concatenate(ZERO, s),
            Bytes.concatenate(r, ZERO),
            Bytes.concatenate(ZERO, ZERO),
            Bytes.concatenate(ORDER, s),
            Bytes.concatenate(r, ORDER),
            Bytes.concatenate(ones, ones),
            Bytes.concatenate(s, r),
            Bytes.EMPTY,
            signature.slice(1),
            Bytes.concatenate(signature, Bytes.of(0)),
        }) {
            assertFalse(curve.verify(DIGEST, bad, key), bad::toHexString);
        }
    }

    private static Bytes scalar(BigInteger number) {
        return Bytes.fromHexString(String.format("%064x", number));
    }

    /** Gives the scripted bytes, then the last of them for ever. */
    private static final class Scripted implements RandomGenerator {
        private final Bytes[] script;
        private int next;

        Scripted(Bytes... script) {
            this.script = script;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Bytes now = script[Math.min(next++, script.length - 1)];
            System.arraycopy(now.toArray(), 0, bytes, 0, bytes.length);
        }

        @Override
        public long nextLong() {
            throw new AssertionError("keys are drawn as bytes");
        }
    }
}
