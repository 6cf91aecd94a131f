package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

final class ArgumentsTest {

    private static final Secp256k1 CURVE = Secp256k1.provider();

    private static final String ENODE = "enode://d860a01f9722d78051619d1e2351aba3f43f943f6f00718d1b9baa4101932a1f"
            + "5011f16bb2b1bb35db20d6fe28fa0bf09636d26a87d31de9ec6203eeedb1f666@";

    @TempDir
    private Path directory = Path.of("");

    private static Console console(String stdin) {
        return Invocation.console(Map.of(), stdin, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    @Test
    void contactsComeFromTheArgumentAFileOrStdin() throws IOException {
        String url = ENODE + "18.138.108.67:30303?discport=30301";
        Contact direct = ContactArgument.one(console(""), url, CURVE);
        assertEquals(List.of(Endpoint.parse("18.138.108.67:30301")), direct.endpoints());
        String list = "\n# ours\n  " + url + "   # also: somebody\n";
        Path file = Files.writeString(directory.resolve("nodes"), list);
        assertEquals(direct, ContactArgument.one(console(""), file.toString(), CURVE));
        assertEquals(direct, ContactArgument.one(console(list), "-", CURVE));
    }

    @Test
    void oneContactMeansOne() throws IOException {
        Path file = Files.writeString(directory.resolve("nodes"), (ENODE + "127.0.0.1:1\n").repeat(2));
        assertThrows(Failure.class, () -> ContactArgument.one(console(""), file.toString(), CURVE));
        assertEquals(2, ContactArgument.all(console(""), file.toString(), CURVE).size());
        assertThrows(Failure.class, () -> ContactArgument.all(console("\n#\n"), "-", CURVE));
        assertThrows(Failure.class, () -> ContactArgument.all(console(""), directory.toString(), CURVE));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThrows(Failure.class, () -> ContactArgument.all(console(""), binary.toString(), CURVE));
    }

    @Test
    void nodeIdIsGivenInHexOrByANode() {
        String id = "ab".repeat(32);
        assertEquals(
                "0x" + id,
                ContactArgument.nodeId(console(""), id, CURVE).bytes().toHexString());
        assertEquals(
                "0x" + id,
                ContactArgument.nodeId(console(""), "0x" + id, CURVE).bytes().toHexString());
        Failure tooShort =
                assertThrows(Failure.class, () -> ContactArgument.nodeId(console(""), id.substring(2), CURVE));
        assertTrue(Failure.messageOf(tooShort).contains("62"));
    }

    @Test
    void entriesAreWrittenInFourForms() throws IOException {
        Path file =
                Files.writeString(directory.resolve("entries"), "# of our client\n\ntcp = uint:30303\nclient=text:x\n");
        Map<String, Bytes> entries = EntryArgument.parse(
                List.of("a=0x0102", "b=", "c=uint:0", "eth=rlp:c7c68407c9462e80", "client=text:y"), file);
        assertEquals(Bytes.fromHexString("0x82765f"), entries.get("tcp"));
        assertEquals(Bytes.fromHexString("0x820102"), entries.get("a"));
        assertEquals(Bytes.fromHexString("0x80"), entries.get("b"));
        assertEquals(Bytes.fromHexString("0x80"), entries.get("c"));
        assertEquals(Bytes.fromHexString("0xc7c68407c9462e80"), entries.get("eth"));
        assertEquals(Bytes.fromHexString("0x79"), entries.get("client"), "flags go before the file");
    }

    @Test
    void filtersBecomeJson() {
        assertEquals(
                new JsonObject()
                        .put("client", "Geth")
                        .put("attnets", new JsonArray().add(3).add(7))
                        .put("live", false)
                        .put("forkDigest", "12345678"),
                FilterArgument.parse(List.of("client=Geth", "attnets=3,7", "{\"live\":false}", "forkDigest=12345678")));
        assertThrows(Failure.class, () -> FilterArgument.parse(List.of("client")));
        assertThrows(Failure.class, () -> FilterArgument.parse(List.of("client=")));
        assertThrows(Failure.class, () -> FilterArgument.parse(List.of("{client")));
    }

    @Test
    void durationsAreWrittenAsPeopleDo() {
        assertEquals(Duration.ofSeconds(20), Durations.parse("20s"));
        assertEquals(Duration.ofSeconds(20), Durations.parse("20"));
        assertEquals(Duration.ofMillis(500), Durations.parse("500ms"));
        assertEquals(Duration.ofMinutes(90), Durations.parse("1h30m"));
        for (String bad : List.of("", "s", "1x", "-1s", "1s1h", "99999999999")) {
            assertThrows(TypeConversionException.class, () -> Durations.parse(bad), bad);
        }
        assertEquals("59s", Durations.text(59));
        assertEquals("1m05s", Durations.text(65));
        assertEquals("2h00m01s", Durations.text(7_201));
    }

    @Test
    void throwawayNodeListensWhereItsTargetsCanAnswer() {
        Contact loopback4 = ContactArgument.one(console(""), ENODE + "127.0.0.1:1", CURVE);
        Contact loopback6 = ContactArgument.one(console(""), ENODE + "[::1]:1", CURVE);
        Contact wide = ContactArgument.one(console(""), ENODE + "18.138.108.67:1", CURVE);
        assertEquals("[127.0.0.1:0]", listen(List.of(loopback4), List.of()));
        assertEquals("[[::1]:0]", listen(List.of(loopback6), List.of()));
        assertEquals("[127.0.0.1:0, [::1]:0]", listen(List.of(loopback4, loopback6), List.of()));
        assertEquals("[0.0.0.0:0, [::]:0]", listen(List.of(loopback4, wide), List.of()));
        assertEquals("[127.0.0.1:0]", listen(List.of(wide), List.of(IpPrefix.containing("127.0.0.0/8"))));
        assertEquals("[0.0.0.0:0, [::]:0]", listen(List.of(), List.of()));
    }

    @Test
    void whatIsNoNodeIdIsToldWhatOneLooksLike() {
        Failure refused = assertThrows(Failure.class, () -> ContactArgument.nodeId(console(""), "zz", CURVE));
        assertTrue(String.valueOf(refused.getMessage()).contains("64 hex digits"), refused.getMessage());
    }

    private static String listen(List<Contact> targets, List<IpPrefix> restrictTo) {
        return ThrowawayNode.listen(targets, List.of(), restrictTo).toString();
    }
}
