package io.wayfinder.simulation;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A cheap stand-in for the curve: the same sizes, the same failures on wrong keys, and no security at all. Public keys of
 * nodes are the real ones, so that node IDs are; those of ephemeral keys, signatures and shared points are mixed from
 * their inputs.
 *
 * <p>What was not made here (or by {@link #admit}) is no point: the real curve takes half of all garbage for points, whose
 * owner nobody is.
 */
final class StandInCurve implements Secp256k1 {

    private static final int COMPRESSED_SIZE = 33;
    private static final int SIGNATURE_SIZE = 64;
    /** Of a coordinate, in bytes. */
    private static final int HALF = 16;

    private static final byte EVEN = 2;

    private static final long SIGNATURE = 0x5349_474e;
    private static final long SHARED = 0x5348_4152;
    private static final long POINT = 0x504f_494e;
    private static final long CHECK = 0x4348_4543;

    private final Secp256k1 real;
    private final Map<Bytes, PublicKey> bySecret;
    private final Map<Bytes, PublicKey> byPoint;
    /** An ephemeral key is asked for twice in a row. */
    private @Nullable SecretKey lastKey;

    private long operations;

    private PublicKey lastPoint = new PublicKey(Bytes.wrap(new byte[33]), Bytes.wrap(new byte[64]));

    StandInCurve(Secp256k1 real) {
        this(real, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private StandInCurve(Secp256k1 real, Map<Bytes, PublicKey> bySecret, Map<Bytes, PublicKey> byPoint) {
        this.real = real;
        this.bySecret = bySecret;
        this.byPoint = byPoint;
    }

    /** The same curve, with the same nodes. */
    StandInCurve forAnotherThread() {
        return new StandInCurve(real, bySecret, byPoint);
    }

    /** Signature checks and multiplications so far. */
    long operations() {
        return operations;
    }

    /** Makes this key a node's. */
    void admit(SecretKey key) {
        PublicKey point = real.publicKey(key);
        bySecret.put(key.bytes(), point);
        byPoint.put(point.compressed(), point);
    }

    @Override
    public String name() {
        return "stand-in";
    }

    @Override
    public PublicKey publicKey(SecretKey key) {
        if (key != lastKey) {
            PublicKey known = bySecret.get(key.bytes());
            lastPoint = known == null ? ephemeral(key) : known;
            lastKey = key;
        }
        return lastPoint;
    }

    @Override
    public Optional<PublicKey> parse(Bytes encoded) {
        PublicKey known = byPoint.get(encoded);
        return known != null ? Optional.of(known) : parseEphemeral(encoded);
    }

    @Override
    public Bytes sign(Bytes digest, SecretKey key) {
        return signature(digest, publicKey(key));
    }

    @Override
    public boolean verify(Bytes digest, Bytes signature, PublicKey key) {
        operations++;
        return signature.equals(signature(digest, key));
    }

    @Override
    public Bytes sharedPoint(PublicKey theirs, SecretKey ours, RandomGenerator blinding) {
        operations++;
        PublicKey our = publicKey(ours);
        boolean first = our.compressed().compareTo(theirs.compressed()) < 0;
        PublicKey low = first ? our : theirs;
        PublicKey high = first ? theirs : our;
        Mix mix = new Mix(SHARED).with(low.compressed()).with(high.compressed());
        return Bytes.concatenate(Bytes.of(EVEN), mix.bytes(COMPRESSED_SIZE - 1));
    }

    /* Half of the coordinate is a check, so that garbage is no point. */
    private static PublicKey ephemeral(SecretKey key) {
        Bytes half = new Mix(POINT).with(key.bytes()).bytes(HALF);
        return point(half);
    }

    private static Optional<PublicKey> parseEphemeral(Bytes encoded) {
        if (encoded.size() != COMPRESSED_SIZE || encoded.get(0) != EVEN) {
            return Optional.empty();
        }
        PublicKey point = point(encoded.slice(1, HALF));
        return point.compressed().equals(encoded) ? Optional.of(point) : Optional.empty();
    }

    private static PublicKey point(Bytes half) {
        byte[] compressed = new byte[COMPRESSED_SIZE];
        compressed[0] = EVEN;
        System.arraycopy(half.toArrayUnsafe(), 0, compressed, 1, HALF);
        System.arraycopy(new Mix(CHECK).with(half).array(HALF), 0, compressed, 1 + HALF, HALF);
        byte[] uncompressed = Arrays.copyOfRange(compressed, 1, 1 + 4 * HALF);
        System.arraycopy(
                new Mix(POINT).with(uncompressed, 2 * HALF).array(2 * HALF), 0, uncompressed, 2 * HALF, 2 * HALF);
        return new PublicKey(Bytes.wrap(compressed), Bytes.wrap(uncompressed));
    }

    private static Bytes signature(Bytes digest, PublicKey key) {
        return new Mix(SIGNATURE).with(digest).with(key.compressed()).bytes(SIGNATURE_SIZE);
    }
}
