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
        assertEquals(
                "libsecp256k1", Providers.choose("", Providers::libsecp256k1).name());
        assertEquals(
                "libsecp256k1",
                Providers.choose("native", Providers::libsecp256k1).name());
    }

    @Test
    void bouncyCastleStepsInWhereItDoesNot() {
        assertEquals("bouncycastle", Providers.choose("", () -> MISSING).name());
    }

    @Test
    void wishForBouncyCastleInAnyCaseDoesNotTouchTheLibrary() {
        Secp256k1 chosen = Providers.choose("BouncyCastle", () -> {
            throw new AssertionError("loaded");
        });

        assertEquals("bouncycastle", chosen.name());
    }

    @Test
    void wishForTheLibraryThatDoesNotLoadSaysWhy() {
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> Providers.choose("native", () -> MISSING));

        assertTrue(String.valueOf(failure.getMessage()).contains("noexec"), failure::getMessage);
    }

    @Test
    void unknownWishIsRefused() {
        assertThrows(IllegalStateException.class, () -> Providers.choose("openssl", Providers::libsecp256k1));
    }

    @Test
    void providerIsChosenOnce() {
        assertSame(Secp256k1.provider(), Secp256k1.provider());
        assertEquals(
                System.getProperty(Providers.PROPERTY, "native").equals("native") ? "libsecp256k1" : "bouncycastle",
                Secp256k1.provider().name());
    }
}
