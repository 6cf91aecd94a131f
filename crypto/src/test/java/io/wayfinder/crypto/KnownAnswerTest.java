package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The symmetric primitives against published vectors. */
class KnownAnswerTest {

    private final Hkdf hkdf = new Hkdf();
    private final AesCtr ctr = new AesCtr();

    /** RFC 5869, appendix A.1 to A.3. */
    @ParameterizedTest
    @CsvSource({
        "0x0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 0x000102030405060708090a0b0c, 0xf0f1f2f3f4f5f6f7f8f9,"
                + " 0x3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"
                + "303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f,"
                + " 0x606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f"
                + "909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf,"
                + " 0xb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
                + "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff,"
                + " 0xb11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        "0x0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 0x, 0x,"
                + " 0x8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    })
    void hkdfGivesThePublishedKeys(String inputKey, String salt, String info, String expected) {
        Bytes output = Bytes.fromHexString(expected);

        assertEquals(
                output,
                hkdf.derive(
                        Bytes.fromHexString(salt),
                        Bytes.fromHexString(inputKey),
                        Bytes.fromHexString(info),
                        output.size()));
    }

    @Test
    void hkdfGivesAnyLengthUpToItsLimit() {
        Bytes longest = hkdf.derive(Bytes.EMPTY, Bytes.of(1), Bytes.of(2), Hkdf.LENGTH_MAX);

        for (int length : new int[] {0, 1, 31, 32, 33, 64, 8159, 8160}) {
            assertEquals(longest.slice(0, length), hkdf.derive(Bytes.EMPTY, Bytes.of(1), Bytes.of(2), length));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> hkdf.derive(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, Hkdf.LENGTH_MAX + 1));
        assertThrows(IllegalArgumentException.class, () -> hkdf.derive(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, -1));
    }

    /** NIST SP 800-38A, F.5.1 and F.5.2. */
    @Test
    void ctrGivesThePublishedBlocks() {
        Bytes key = Bytes.fromHexString("2b7e151628aed2a6abf7158809cf4f3c");
        Bytes iv = Bytes.fromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        Bytes plaintext = Bytes.fromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        Bytes ciphertext = Bytes.fromHexString("874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
                + "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee");

        assertEquals(ciphertext, ctr.apply(key, iv, plaintext));
        assertEquals(plaintext, ctr.apply(key, iv, ciphertext));
        assertEquals(ciphertext.slice(0, 23), ctr.apply(key, iv, plaintext.slice(0, 23)));
        assertEquals(Bytes.EMPTY, ctr.apply(key, iv, Bytes.EMPTY));
    }

    @Test
    void ctrRefusesOtherSizes() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ctr.apply(Bytes.wrap(new byte[32]), Bytes.wrap(new byte[16]), Bytes.EMPTY));
        assertThrows(
                IllegalArgumentException.class,
                () -> ctr.apply(Bytes.wrap(new byte[16]), Bytes.wrap(new byte[12]), Bytes.EMPTY));
    }

    /** The first two are the hash of no code and the one that the Keccak team gives for "abc". */
    @ParameterizedTest
    @CsvSource({
        "'', c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
        "abc, 4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
        "testing, 5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02",
    })
    void keccakGivesThePublishedHashes(String input, String expected) {
        Bytes octets = Bytes.wrap(input.getBytes(StandardCharsets.US_ASCII));

        assertEquals(Bytes.fromHexString(expected), Keccak256.hash(octets));
    }

    /** Slices share an array with bytes around them, which must stay out. */
    @Test
    void slicesGiveWhatTheirCopiesGive() {
        Bytes whole = Bytes.fromHexString("00112233445566778899aabbccddeeff".repeat(4));
        Bytes key = whole.slice(3, 16);
        Bytes iv = whole.slice(5, 16);
        Bytes data = whole.slice(7, 40);

        assertEquals(Keccak256.hash(data.copy()), Keccak256.hash(data));
        assertEquals(ctr.apply(key.copy(), iv.copy(), data.copy()), ctr.apply(key, iv, data));
        assertEquals(hkdf.derive(iv.copy(), key.copy(), data.copy(), 48), hkdf.derive(iv, key, data, 48));
        assertEquals(
                new AesGcm().seal(key.copy(), iv.slice(0, 12).copy(), data.copy(), data.copy()),
                new AesGcm().seal(key, iv.slice(0, 12), data, data));
    }
}
