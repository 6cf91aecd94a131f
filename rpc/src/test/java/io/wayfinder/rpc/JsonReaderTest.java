package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void numbersKeepTheirValue() {
        JsonObject read = assertInstanceOf(
                JsonObject.class,
                JsonReader.read(
                        Buffer.buffer("{\"small\":1,\"large\":18446744073709551615,\"huge\":1e400,\"fraction\":0.1}")));
        assertEquals("{\"small\":1,\"large\":18446744073709551615,\"huge\":1E+400,\"fraction\":0.1}", read.encode());
        assertEquals(new BigDecimal("0.1"), read.getValue("fraction"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "[1] [2]",
                "NaN",
                "[01]",
                "\"\n\"",
                "// comment\n1",
                "\uFEFF{} x",
            })
    void whatIsNotStrictJsonIsRefused(String text) {
        assertRefused(Buffer.buffer(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|not JSON: it ends too early",
                "\"a|not JSON: it ends too early",
                "{\"a\":nul}|not JSON at line 1, column 6",
                "[NaN]|not JSON at line 1, column 5",
                "{\"a\":1,}|not JSON at line 1, column 8",
                "{\"a\":{\"b\":1,\"b\":1}}|\"b\" twice in one object",
                "[1] 2|something follows the JSON value",
            })
    void whatIsWrongIsSaidInOurWords(String text, String message) {
        assertEquals(message, assertRefused(Buffer.buffer(text)));
    }

    @Test
    void deepNestingIsRefusedAndNotRecursedInto() {
        assertRefused(Buffer.buffer("[".repeat(100_000)));
        assertRefused(
                Buffer.buffer("{\"a\":".repeat(JsonReader.DEPTH_MAX + 1) + "1" + "}".repeat(JsonReader.DEPTH_MAX + 1)));
        JsonReader.read(Buffer.buffer("[".repeat(JsonReader.DEPTH_MAX) + "]".repeat(JsonReader.DEPTH_MAX)));
    }

    @Test
    void longNumbersAreRefused() {
        assertRefused(Buffer.buffer("[" + "9".repeat(JsonReader.NUMBER_LENGTH_MAX + 1) + "]"));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertRefused(Buffer.buffer(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}));
    }

    @Property(tries = 2_000)
    void anyBytesGiveAValueOrAParseError(@ForAll @Size(max = 64) byte[] octets) {
        try {
            JsonReader.read(Buffer.buffer(octets));
        } catch (RpcError e) {
            assertEquals(RpcError.Code.PARSE, e.code());
        }
    }

    private static String assertRefused(Buffer text) {
        RpcError error = assertThrows(RpcError.class, () -> JsonReader.read(text));
        assertEquals(RpcError.Code.PARSE, error.code());
        String message = String.valueOf(error.getMessage());
        assertTrue(message.lines().count() == 1, message);
        // Nothing of what the parser is made of.
        assertTrue(message.length() < 120 && !message.contains("`"), message);
        return message;
    }
}
