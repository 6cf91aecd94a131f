package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class SecretKeyTest {

    @Test
    void zeroAndTheOrderAreNotKeysAndTheOrderLessOneIs() {
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(number(BigInteger.ZERO)));
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(number(Secp256k1.ORDER)));
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(Bytes.repeat((byte) 0xff, 32)));

        Bytes largest = number(Secp256k1.ORDER.subtract(BigInteger.ONE));
        assertEquals(largest, SecretKey.of(largest).bytes());
    }

    @Test
    void otherSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(Bytes.repeat((byte) 1, 31)));
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(Bytes.repeat((byte) 1, 33)));
        assertThrows(IllegalArgumentException.class, () -> SecretKey.of(Bytes.EMPTY));
    }

    @Test
    void textNeverShowsTheKey() {
        SecretKey key = SecretKey.generate(new Random(1));

        assertFalse(key.toString().contains(key.bytes().toUnprefixedHexString().substring(0, 8)));
    }

    @Test
    void keyKeepsItsBytesWhenTheCallersArrayChanges() {
        byte[] array = Bytes.repeat((byte) 1, 32).toArray();
        SecretKey key = SecretKey.of(Bytes.wrap(array));
        array[0] = 2;

        assertEquals(Bytes.repeat((byte) 1, 32), key.bytes());
    }

    private static Bytes number(BigInteger number) {
        return Bytes.fromHexString(String.format("%064x", number));
    }
}
