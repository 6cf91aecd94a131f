package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderChoiceTest {

    private static final Providers.Loaded MISSING =
            new Providers.Loaded(Optional.empty(), Optional.of("java.lang.UnsatisfiedLinkError: noexec"));

    @Test
    void libraryIsPreferredWhereItLoads() {
        assertEquals("libsecp256k1", Providers.choose("", Providers.LIBSECP256K1).name());
        assertEquals("libsecp256k1", Providers.choose("native", Providers.LIBSECP256K1).name());
    }

    @Test
    void bouncyCastleStepsInWhereItDoesNot() {
        assertEquals("bouncycastle", Providers.choose("", MISSING).name());
    }

    @Test
    void propertyOverridesInAnyCase() {
        assertEquals("bouncycastle", Providers.choose("BouncyCastle", Providers.LIBSECP256K1).name());
    }

    @Test
    void wishForTheLibraryThatDoesNotLoadSaysWhy() {
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> Providers.choose("native", MISSING));

        assertTrue(String.valueOf(failure.getMessage()).contains("noexec"), failure::getMessage);
    }

    @Test
    void unknownWishIsRefused() {
        assertThrows(IllegalStateException.class, () -> Providers.choose("openssl", Providers.LIBSECP256K1));
    }

    @Test
    void providerIsChosenOnce() {
        assertSame(Secp256k1.provider(), Secp256k1.provider());
        assertEquals(
                System.getProperty(Providers.PROPERTY, "native").equals("native") ? "libsecp256k1" : "bouncycastle",
                Secp256k1.provider().name());
    }
}
