package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class FormTest {

    @Test
    void hexIsReadWithAndWithoutItsPrefix() {
        Form<Bytes> hex = Form.hex(0, 4);
        assertEquals(Bytes.fromHexString("0xab01"), hex.read("0xAb01"));
        assertEquals(Bytes.fromHexString("0xab01"), hex.read("ab01"));
        assertEquals(Bytes.EMPTY, hex.read("0x"));
        assertEquals(Bytes.EMPTY, hex.read(""));
    }

    @Test
    void hexThatIsNoneIsRefused() {
        Form<Bytes> hex = Form.hex(1, 4);
        assertEquals("an odd number of hex digits", refusal(hex, "0x123"));
        assertEquals("5 bytes, not 1 to 4", refusal(hex, "0x0102030405"));
        assertEquals("0 bytes, not 1 to 4", refusal(hex, "0x"));
        assertEquals("not hex digits but \"0xzz\"", refusal(hex, "0xzz"));
        assertEquals("not hex digits but \"0x0x11\"", refusal(hex, "0x0x11"));
        assertEquals("not hex digits but \"-1\"", refusal(hex, "-1"));
        assertEquals("not hex digits but 12", refusal(hex, 12));
    }

    @Test
    void integersMayBeWrittenWithAPointAndMustBeExact() {
        Form<Integer> integer = Form.integer(0, 256);
        assertEquals(256, integer.read(256));
        assertEquals(256, integer.read(new BigDecimal("256.0")));
        assertEquals(100, integer.read(new BigDecimal("1e2")));
        for (Object wrong : List.of(
                257, -1, 1L << 40, BigInteger.ONE.shiftLeft(64), new BigDecimal("0.5"), "1", true, new JsonObject())) {
            refusal(integer, wrong);
        }
    }

    @Test
    void numbersWithHugeExponentsAreRefusedAtOnce() {
        refusal(Form.integer(0, 256), new BigDecimal("1e999999999"));
        refusal(Form.integer(0, 256), new BigDecimal("1e-999999999"));
        refusal(Form.integer(1, 256), new BigDecimal("5.0000000000000000000000001"));
    }

    @Test
    void recordIsVerified() {
        assertEquals(Examples.ENR, Form.record().read(Examples.ENR).text());
        assertTrue(refusal(Form.record(), Examples.ENR.replace("QHCYrYZb", "QHCYrYZa"))
                .startsWith("not a valid record: "));
        assertTrue(refusal(Form.record(), "enr:").startsWith("not a valid record: "));
        assertTrue(refusal(Form.record(), "enr:" + "A".repeat(1_000_000)).startsWith("not a record (enr:...) but "));
    }

    @Test
    void longTextIsNotRepeatedWhole() {
        assertTrue(refusal(Form.hex(0, 4), "z".repeat(1_000_000)).length() < 200);
    }

    @Test
    void listsAreBoundedAndWithoutNulls() {
        Form<List<Integer>> list = Form.list(Form.integer(0, 9), 1, 3);
        assertEquals(List.of(1, 2), list.read(new JsonArray("[1,2]")));
        assertEquals("0 values, not 1 to 3", refusal(list, new JsonArray()));
        assertEquals("4 values, not 1 to 3", refusal(list, new JsonArray("[1,2,3,4]")));
        assertEquals("null among the values", refusal(list, new JsonArray("[1,null]")));
        assertEquals("not an array but an object", refusal(list, new JsonObject()));
    }

    private static String refusal(Form<?> form, Object json) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> form.read(json))
                .getMessage());
    }
}
