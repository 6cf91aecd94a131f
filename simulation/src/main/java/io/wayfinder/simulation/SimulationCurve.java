package io.wayfinder.simulation;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/**
 * The real curve, blinded from a generator of its own: providers differ in how much they draw, and nodes must not notice.
 */
record SimulationCurve(Secp256k1 curve, RandomGenerator blinding) implements Secp256k1 {

    @Override
    public String name() {
        return curve.name();
    }

    @Override
    public PublicKey publicKey(SecretKey key) {
        return curve.publicKey(key);
    }

    @Override
    public Optional<PublicKey> parse(Bytes encoded) {
        return curve.parse(encoded);
    }

    @Override
    public Bytes sign(Bytes digest, SecretKey key) {
        return curve.sign(digest, key);
    }

    @Override
    public boolean verify(Bytes digest, Bytes signature, PublicKey key) {
        return curve.verify(digest, signature, key);
    }

    @Override
    public Bytes sharedPoint(PublicKey theirs, SecretKey ours, RandomGenerator ignored) {
        return curve.sharedPoint(theirs, ours, blinding);
    }
}
