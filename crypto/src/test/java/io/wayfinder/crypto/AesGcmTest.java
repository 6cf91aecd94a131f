package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.MutableBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AesGcmTest {

    private static final Bytes KEY = Bytes.fromHexString("feffe9928665731c6d6a8f9467308308");
    private static final Bytes NONCE = Bytes.fromHexString("cafebabefacedbaddecaf888");

    private final AesGcm gcm = new AesGcm();

    /** "The Galois/Counter Mode of Operation" (McGrew and Viega, as submitted to NIST), test cases 1 to 4. */
    @ParameterizedTest
    @CsvSource({
        "0x00000000000000000000000000000000, 0x000000000000000000000000, 0x, 0x, 0x58e2fccefa7e3061367f1d57a4e7455a",
        "0x00000000000000000000000000000000, 0x000000000000000000000000, 0x, 0x00000000000000000000000000000000,"
                + " 0x0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf",
        "0xfeffe9928665731c6d6a8f9467308308, 0xcafebabefacedbaddecaf888, 0x,"
                + " 0xd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255,"
                + " 0x42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985"
                + "4d5c2af327cd64a62cf35abd2ba6fab4",
        "0xfeffe9928665731c6d6a8f9467308308, 0xcafebabefacedbaddecaf888, 0xfeedfacedeadbeeffeedfacedeadbeefabaddad2,"
                + " 0xd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39,"
                + " 0x42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                + "5bc94fbc3221a5db94fae95ae7121a47",
    })
    void publishedVectorsSealAndOpen(String key, String nonce, String aad, String plaintext, String sealed) {
        Bytes k = Bytes.fromHexString(key);
        Bytes n = Bytes.fromHexString(nonce);
        Bytes a = Bytes.fromHexString(aad);

        assertEquals(Bytes.fromHexString(sealed), gcm.seal(k, n, a, Bytes.fromHexString(plaintext)));
        assertEquals(Bytes.fromHexString(plaintext), gcm.open(k, n, a, Bytes.fromHexString(sealed)));
    }

    @Test
    void everyChangedBitAndEveryTruncationIsRefused() {
        Bytes aad = Bytes.of(1, 2, 3);
        Bytes sealed = gcm.seal(KEY, NONCE, aad, Bytes.of(4, 5, 6, 7));

        for (int bit = 0; bit < 8 * sealed.size(); bit++) {
            assertNull(gcm.open(KEY, NONCE, aad, flipped(sealed, bit)));
        }
        for (int size = 0; size < sealed.size(); size++) {
            assertNull(gcm.open(KEY, NONCE, aad, sealed.slice(0, size)));
        }
        assertNull(gcm.open(KEY, NONCE, flipped(aad, 0), sealed));
        assertNull(gcm.open(KEY, flipped(NONCE, 5), aad, sealed));
        assertNull(gcm.open(flipped(KEY, 5), NONCE, aad, sealed));
        assertEquals(Bytes.of(4, 5, 6, 7), gcm.open(KEY, NONCE, aad, sealed));
    }

    @Test
    void randomMessagesComeBackThroughOneReusedInstance() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Bytes key = Bytes.random(16, random);
            Bytes nonce = Bytes.random(12, random);
            Bytes aad = Bytes.random(random.nextInt(100), random);
            Bytes plaintext = Bytes.random(random.nextInt(1_280), random);

            assertEquals(plaintext, gcm.open(key, nonce, aad, gcm.seal(key, nonce, aad, plaintext)));
        }
    }

    @Test
    void nonceUsedTwiceInARowIsRefusedAndTheInstanceGoesOn() {
        Bytes sealed = gcm.seal(KEY, NONCE, Bytes.EMPTY, Bytes.of(1));

        assertThrows(IllegalArgumentException.class, () -> gcm.seal(KEY, NONCE, Bytes.EMPTY, Bytes.of(2)));
        assertEquals(Bytes.of(1), gcm.open(KEY, NONCE, Bytes.EMPTY, sealed));
        Bytes next = gcm.seal(KEY, flipped(NONCE, 0), Bytes.EMPTY, Bytes.of(2));
        assertEquals(Bytes.of(2), gcm.open(KEY, flipped(NONCE, 0), Bytes.EMPTY, next));
    }

    @Test
    void otherSizesOfKeyAndNonceAreRefused() {
        Bytes shortKey = KEY.slice(1);
        Bytes longNonce = Bytes.concatenate(NONCE, Bytes.of(0));

        assertThrows(IllegalArgumentException.class, () -> gcm.seal(shortKey, NONCE, Bytes.EMPTY, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> gcm.seal(KEY, longNonce, Bytes.EMPTY, Bytes.EMPTY));
        assertThrows(
                IllegalArgumentException.class,
                () -> gcm.open(shortKey, NONCE, Bytes.EMPTY, Bytes.wrap(new byte[AesGcm.TAG_SIZE])));
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        MutableBytes changed = bytes.mutableCopy();
        changed.set(bit / 8, (byte) (changed.get(bit / 8) ^ (1 << (bit % 8))));
        return changed;
    }
}
