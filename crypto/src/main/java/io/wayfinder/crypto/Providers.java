package io.wayfinder.crypto;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.tuweni.bytes.Bytes;

/** The two providers, and which of them is used. */
final class Providers {

    static final String PROPERTY = "wayfinder.secp256k1";

    // Read once: a property that changes later must not give one node two providers.
    private static final String WISH = System.getProperty(PROPERTY, "");

    static final Secp256k1 BOUNCY_CASTLE = new BouncyCastleSecp256k1();

    private Providers() {}

    /** Exactly one is present. */
    record Loaded(Optional<Secp256k1> provider, Optional<String> failure) {}

    static Secp256k1 chosen() {
        return choose(WISH, Providers::libsecp256k1);
    }

    static Loaded libsecp256k1() {
        return Library.LOADED;
    }

    /** Does not touch the library where BouncyCastle is wished for: there it may be what crashes the JVM. */
    static Secp256k1 choose(String wish, Supplier<Loaded> loader) {
        return switch (wish.toLowerCase(Locale.ROOT)) {
            case "" -> loader.get().provider().orElse(BOUNCY_CASTLE);
            case "bouncycastle" -> BOUNCY_CASTLE;
            case "native" -> demand(loader.get());
            default -> throw new IllegalStateException(PROPERTY + " is native or bouncycastle, not \"" + wish + "\"");
        };
    }

    private static Secp256k1 demand(Loaded library) {
        return library.provider()
                .orElseThrow(() -> new IllegalStateException(
                        "libsecp256k1 does not load: " + library.failure().orElse("")));
    }

    /** Loaded when it is first asked for. */
    private static final class Library {
        static final Loaded LOADED = load();
    }

    // Whatever goes wrong in extracting, linking or running the library is a reason to go without it: musl instead of
    // glibc, a temporary folder mounted noexec or read-only, an architecture without a build, JNI denied. Many of these
    // are Errors, and some appear only at the first call.
    private static Loaded load() {
        try {
            Secp256k1 library = new LibSecp256k1();
            tryOut(library);
            return new Loaded(Optional.of(library), Optional.empty());
        } catch (Throwable e) {
            return new Loaded(Optional.empty(), Optional.of(e.toString()));
        }
    }

    private static void tryOut(Secp256k1 library) {
        SecretKey key = SecretKey.of(Bytes.fromHexString("11".repeat(SecretKey.SIZE)));
        Bytes digest = Bytes.fromHexString("22".repeat(32));
        RandomGenerator blinding = RandomGenerator.of("SplittableRandom");
        PublicKey point = library.publicKey(key);
        if (!library.sign(digest, key).equals(BOUNCY_CASTLE.sign(digest, key))
                || !library.sharedPoint(point, key, blinding).equals(BOUNCY_CASTLE.sharedPoint(point, key, blinding))) {
            throw new IllegalStateException("its results are wrong");
        }
    }
}
