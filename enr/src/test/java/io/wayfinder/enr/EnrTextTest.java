package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrTextTest {

    /** Of 119 bytes: its last character carries two bits that must be zero. */
    private static final String TEXT =
            "enr:-HW4QBzimRxkmT18hMKaAL3IcZF1UcfTMPyi3Q1pxwZZbcZVRI8DC5infUAB_UauARLOJtYTxaagKoGmIj"
                    + "zQxO2qUygBgmlkgnY0iXNlY3AyNTZrMaEDymNMrg1JrLQB2KTGtv6MVbcNEVv0AHacwUAPMljNMTg";

    @Test
    void textIsReadAndWrittenAlike() {
        assertEquals(TEXT, Records.valid(decode(TEXT)).text());
    }

    /**
     * The last character's spare bits: {@code g} and {@code h}, {@code i}, {@code j} would decode to the same bytes.
     */
    @Test
    void strayBitsAreRefused() {
        for (char last : new char[] {'h', 'i', 'j'}) {
            assertEquals(
                    RecordRejection.BAD_TEXT, Records.rejection(decode(TEXT.substring(0, TEXT.length() - 1) + last)));
        }
    }

    @Test
    void paddingIsRefusedAndNamed() {
        DecodedRecord.Rejected rejected = (DecodedRecord.Rejected) decode(TEXT + "=");

        assertEquals(RecordRejection.BAD_TEXT, rejected.reason());
        assertEquals("padded: leave out the =", rejected.detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "enr", "enr-", "ENR:", "Enr:", "enode:", " enr:"})
    void otherPrefixesAreRefused(String prefix) {
        assertEquals(RecordRejection.BAD_TEXT, Records.rejection(decode(prefix + TEXT.substring(4))));
    }

    @Test
    void whiteSpaceIsRefusedEverywhere() {
        for (String space : new String[] {" ", "\n", "\r\n", "\t"}) {
            assertEquals(RecordRejection.BAD_TEXT, Records.rejection(decode(TEXT + space)));
            assertEquals(RecordRejection.BAD_TEXT, Records.rejection(decode(space + TEXT)));
            assertEquals(
                    RecordRejection.BAD_TEXT,
                    Records.rejection(decode(TEXT.substring(0, 50) + space + TEXT.substring(50))));
        }
    }

    /** The ordinary alphabet has {@code +} and {@code /} for {@code -} and {@code _}. */
    @Test
    void otherAlphabetIsRefused() {
        assertEquals(
                RecordRejection.BAD_TEXT,
                Records.rejection(decode("enr:" + TEXT.substring(4).replace('-', '+'))));
        assertEquals(RecordRejection.BAD_TEXT, Records.rejection(decode(TEXT.replace('_', '/'))));
        assertEquals(RecordRejection.BAD_TEXT, Records.rejection(decode(TEXT.replace('B', '\u00e9'))));
    }

    @Test
    void textOfMoreThan300BytesIsRefusedUnread() {
        assertEquals(RecordRejection.TOO_LONG, Records.rejection(decode("enr:" + "A".repeat(401))));
        assertEquals(RecordRejection.TOO_LONG, Records.rejection(decode("enr:" + "=".repeat(1_000_000))));
        assertEquals(RecordRejection.BAD_RLP, Records.rejection(decode("enr:" + "A".repeat(400))));
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < TEXT.length(); length++) {
            Records.rejection(decode(TEXT.substring(0, length)));
        }
    }

    private static DecodedRecord decode(String text) {
        return EnrText.decode(text, Records.CURVE);
    }
}
