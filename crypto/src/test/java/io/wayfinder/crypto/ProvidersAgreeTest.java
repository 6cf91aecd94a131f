package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Where libsecp256k1 loads, which the tests demand, it and BouncyCastle give the same bytes. */
class ProvidersAgreeTest {

    private final Secp256k1 library = Secp256k1.libsecp256k1()
            .orElseThrow(() -> new AssertionError(Secp256k1.libsecp256k1Failure().orElse("")));
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
}
