package io.wayfinder.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/**
 * libsecp256k1 through JNI. Signing and key derivation are constant-time; multiplying a point is not, so that {@link
 * #sharedPoint} never does it with the key itself.
 */
final class LibSecp256k1 implements Secp256k1 {

    private static final int SIGNATURE_SIZE = 64;

    // Its context is only read after its creation, which makes the library thread-safe.
    private final fr.acinq.secp256k1.Secp256k1 library = fr.acinq.secp256k1.Secp256k1.get();

    @Override
    public String name() {
        return "libsecp256k1";
    }

    @Override
    public PublicKey publicKey(SecretKey key) {
        return PublicKey.ofUncompressed(library.pubkeyCreate(key.bytes().toArray()));
    }

    @Override
    public Optional<PublicKey> parse(Bytes encoded) {
        byte[] sec1 = Sec1.prefixed(encoded);
        if (sec1 == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PublicKey.ofUncompressed(library.pubkeyParse(sec1)));
        } catch (Secp256k1Exception e) {
            return Optional.empty();
        }
    }

    @Override
    public Bytes sign(Bytes digest, SecretKey key) {
        return Bytes.wrap(library.sign(Sec1.digest(digest), key.bytes().toArray()));
    }

    @Override
    public boolean verify(Bytes digest, Bytes signature, PublicKey key) {
        byte[] hash = Sec1.digest(digest);
        if (signature.size() != SIGNATURE_SIZE) {
            return false;
        }
        try {
            return library.verify(signature.toArray(), hash, key.sec1());
        } catch (Secp256k1Exception e) {
            return false;
        }
    }

    /*
     * k P = (k + r) P - r P. Each factor alone is uniform whatever k is, and r is fresh each time, so that the running
     * time of the two multiplications, which are variable-time in their factor, averages to nothing about k.
     */
    @Override
    public Bytes sharedPoint(PublicKey theirs, SecretKey ours, RandomGenerator blinding) {
        byte[] point = theirs.sec1();
        while (true) {
            SecretKey mask = SecretKey.generate(blinding);
            byte[] masked;
            try {
                masked = library.privKeyTweakAdd(
                        ours.bytes().toArray(), mask.bytes().toArray());
            } catch (Secp256k1Exception e) {
                continue; // The mask was the key's negative: their sum is no scalar.
            }
            byte[] sum = library.pubKeyTweakMul(point.clone(), masked);
            byte[] surplus = library.pubKeyTweakMul(point.clone(), mask.bytes().toArray());
            byte[] shared = library.pubKeyCombine(new byte[][] {sum, library.pubKeyNegate(surplus)});
            return PublicKey.ofUncompressed(shared).compressed();
        }
    }
}
