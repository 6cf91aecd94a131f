package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RlpItemTest {

    @Test
    void stringsOfEverySizeHaveOneForm() {
        for (int size = 0; size < 300; size++) {
            Bytes octets = Bytes.repeat((byte) 0x80, size);
            Bytes item = Records.octets(octets);

            assertEquals(Optional.of(octets), RlpItem.octets(item));
            assertEquals(Optional.empty(), RlpItem.items(item));
            for (int cut = 0; cut < item.size(); cut++) {
                assertEquals(Optional.empty(), RlpItem.of(item.slice(0, cut)));
            }
            assertEquals(Optional.empty(), RlpItem.of(Bytes.concatenate(item, Bytes.of(0))));
        }
    }

    @Test
    void everySingleByteIsItselfOrHasAHeader() {
        for (int octet = 0; octet < 256; octet++) {
            Bytes bare = Bytes.of(octet);
            Bytes headed = Bytes.of(0x81, octet);

            assertEquals(octet < 0x80 ? Optional.of(bare) : Optional.empty(), bareOctet(bare));
            assertEquals(octet < 0x80 ? Optional.empty() : Optional.of(bare), RlpItem.octets(headed));
        }
    }

    /** 0x80 and 0xc0 alone are empty items, not octets. */
    private static Optional<Bytes> bareOctet(Bytes bare) {
        return RlpItem.octets(bare).filter(octets -> !octets.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x",
                "8100",
                "817f",
                "b800",
                "b837",
                "b90001",
                "b9003800",
                "ba000100",
                "bbffffffff",
                "bc00000000",
                "bfffffffffffffffff",
                "f800",
                "f90038",
                "fbffffffff",
                "ffffffffffffffffff",
                "c1",
                "c181",
                "c28100",
                "c2c181",
                "c3c28101",
                "c0c0",
                "8080",
                "c200"
            })
    void otherFormsAreRefused(String hex) {
        assertEquals(Optional.empty(), RlpItem.of(Bytes.fromHexString(hex)));
    }

    @Test
    void listsGiveTheirItemsWithHeaders() {
        Bytes list = Records.rlpList(Bytes.of(1), Records.octets(Bytes.of(0x80)), Records.rlpList(Bytes.of(2)));

        assertEquals(Optional.of(List.of(Bytes.of(1), Bytes.of(0x81, 0x80), Bytes.of(0xc1, 2))), RlpItem.items(list));
        assertEquals(Optional.empty(), RlpItem.octets(list));
    }

    /** Each level takes a byte, so that 300 bytes are the deepest that a record can be. */
    @Test
    void deepListsAreReadToTheBottom() {
        Bytes nested = Bytes.of(0xc0);
        Bytes broken = Bytes.fromHexString("c28105");
        while (nested.size() < 290) {
            nested = Records.rlpList(nested);
            broken = Records.rlpList(broken);
        }

        assertTrue(RlpItem.of(nested).isPresent());
        assertEquals(Optional.empty(), RlpItem.of(broken));
    }

    @Test
    void integersHaveNoLeadingZerosAndAtMost64Bits() {
        assertEquals(Optional.of(0L), RlpItem.integer(Bytes.of(0x80)));
        assertEquals(Optional.empty(), RlpItem.integer(Bytes.of(0)));
        assertEquals(Optional.empty(), RlpItem.integer(Bytes.of(0x82, 0, 1)));
        assertEquals(Optional.empty(), RlpItem.integer(Bytes.of(0xc0)));
        assertEquals(Optional.empty(), RlpItem.integer(Records.octets(Bytes.repeat((byte) 1, 9))));
        for (long number : new long[] {0, 1, 127, 128, 255, 256, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            assertEquals(Optional.of(number), RlpItem.integer(RlpItem.ofInteger(number)));
        }
    }
}
