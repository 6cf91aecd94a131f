package io.wayfinder.crypto;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Pure Java, for where libsecp256k1 does not load. Multiples of the base point take a regular comb with a cache-safe
 * table; multiples of other points take a windowed NAF, which is variable-time, so that {@link #sharedPoint} never does
 * it with the key itself. Its field and scalar arithmetic is not constant-time to the last instruction.
 */
final class BouncyCastleSecp256k1 implements Secp256k1 {

    private static final int SIGNATURE_SIZE = 64;
    private static final int SCALAR_SIZE = 32;
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private final ECDomainParameters curve;

    BouncyCastleSecp256k1() {
        X9ECParameters parameters = CustomNamedCurves.getByName("secp256k1");
        curve = new ECDomainParameters(parameters);
    }

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public PublicKey publicKey(SecretKey key) {
        return publicKey(new FixedPointCombMultiplier().multiply(curve.getG(), scalar(key)));
    }

    @Override
    public Optional<PublicKey> parse(Bytes encoded) {
        byte[] sec1 = Sec1.prefixed(encoded);
        if (sec1 == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(publicKey(curve.getCurve().decodePoint(sec1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Bytes sign(Bytes digest, SecretKey key) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(scalar(key), curve));
        BigInteger[] signature = signer.generateSignature(Sec1.digest(digest));
        BigInteger s = signature[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(signature[1]) : signature[1];
        return Bytes.concatenate(encode(signature[0]), encode(s));
    }

    @Override
    public boolean verify(Bytes digest, Bytes signature, PublicKey key) {
        byte[] hash = Sec1.digest(digest);
        if (signature.size() != SIGNATURE_SIZE) {
            return false;
        }
        BigInteger r = signature.slice(0, SCALAR_SIZE).toUnsignedBigInteger();
        BigInteger s = signature.slice(SCALAR_SIZE).toUnsignedBigInteger();
        if (s.compareTo(HALF_ORDER) > 0) {
            return false;
        }
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(point(key), curve));
        return verifier.verifySignature(hash, r, s);
    }

    /** Split as in {@link LibSecp256k1#sharedPoint}, for the same reason. */
    @Override
    public Bytes sharedPoint(PublicKey theirs, SecretKey ours, RandomGenerator blinding) {
        BigInteger mask = scalar(SecretKey.generate(blinding));
        BigInteger masked = scalar(ours).add(mask).mod(ORDER);
        ECPoint point = point(theirs);
        return publicKey(point.multiply(masked).subtract(point.multiply(mask))).compressed();
    }

    private ECPoint point(PublicKey key) {
        return curve.getCurve().decodePoint(key.sec1());
    }

    private static PublicKey publicKey(ECPoint point) {
        return PublicKey.ofUncompressed(point.normalize().getEncoded(false));
    }

    private static BigInteger scalar(SecretKey key) {
        return key.bytes().toUnsignedBigInteger();
    }

    private static Bytes encode(BigInteger scalar) {
        byte[] minimal = scalar.toByteArray();
        byte[] bytes = new byte[SCALAR_SIZE];
        int length = Math.min(minimal.length, SCALAR_SIZE);
        System.arraycopy(minimal, minimal.length - length, bytes, SCALAR_SIZE - length, length);
        return Bytes.wrap(bytes);
    }
}
