package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnrCommandTest {

    /** EIP-778's example. */
    private static final String EXAMPLE =
            "enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjzCBOonrkTfj499SZuOh8R33Ls8RRcy5wBgmlkgnY0"
                    + "gmlwhH8AAAGJc2VjcDI1NmsxoQPKY0yuDUmstAHYpMa2_oxVtw0RW_QAdpzBQA8yWM0xOIN1ZHCCdl8";

    private static final String EXAMPLE_ID = "0xa448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7";

    @TempDir
    private Path directory = Path.of("");

    private String key = "";

    @BeforeEach
    void makeKey() throws IOException {
        key = Files.writeString(
                        directory.resolve("key"), "b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291")
                .toString();
    }

    @Test
    void recordIsDecodedFieldByField() {
        JsonObject decoded = Invocation.of("enr", "decode", EXAMPLE, "--json").json();
        assertEquals(EXAMPLE, decoded.getString("enr"));
        assertEquals(EXAMPLE_ID, decoded.getString("nodeId"));
        assertEquals("1", decoded.getString("seq"));
        assertEquals("127.0.0.1", decoded.getString("ip"));
        assertEquals(30303, decoded.getInteger("udp"));
        assertEquals("127.0.0.1:30303", decoded.getJsonObject("endpoints").getString("udp"));
        assertTrue(decoded.getBoolean("verified"));

        Invocation text = Invocation.of("enr", "decode", EXAMPLE);
        assertTrue(text.out().lines().anyMatch(line -> line.matches("seq +1")), text.out());
        assertTrue(text.out().lines().anyMatch(line -> line.matches("nodeId +" + EXAMPLE_ID)), text.out());
    }

    @Test
    void unknownEntriesAreKept() {
        Invocation made = Invocation.of(
                "enr",
                "new",
                "--key-file",
                key,
                "--seq",
                "7",
                "--entry",
                "zz=0xc0ffee",
                "--entry",
                "zl=rlp:c20102",
                "--json");
        assertEquals(0, made.code(), made.err());
        JsonObject others = made.json().getJsonObject("otherEntries");
        assertEquals("0xc0ffee", others.getString("zz"));
        assertEquals(2, others.getJsonArray("zl").size());
        assertEquals("7", made.json().getString("seq"));
    }

    @Test
    void severalRecordsComeFromStdinOrAFile() throws IOException {
        String two = "# two of them\n" + EXAMPLE + "\n\n" + EXAMPLE + " # again\n";
        Invocation fromStdin = Invocation.reading(two, "enr", "decode", "-", "--json");
        assertEquals(2, fromStdin.jsonLines().size());
        Path file = Files.writeString(directory.resolve("records"), two);
        assertEquals(
                fromStdin.out(),
                Invocation.of("enr", "decode", file.toString(), "--json").out());
    }

    @Test
    void badRecordsAreRefusedAndTheOthersDecoded() {
        String broken = EXAMPLE.substring(0, EXAMPLE.length() - 2) + "9g";
        Invocation decoded = Invocation.reading(broken + "\n" + EXAMPLE, "enr", "decode", "-", "--json");
        assertEquals(2, decoded.code());
        assertEquals(1, decoded.jsonLines().size());
        assertTrue(decoded.complaint().contains("bad ENR"), decoded.err());
        for (String bad : List.of("enr:", "enr:abc", EXAMPLE + "A", EXAMPLE + "=", "abc", "enode://12@127.0.0.1:1")) {
            Invocation refused = Invocation.of("enr", "decode", bad);
            assertEquals(2, refused.code(), bad);
            assertEquals("", refused.out());
            assertFalse(refused.complaint().isEmpty());
        }
        assertEquals(
                "", Invocation.reading("enr:abc\nenr:abd", "enr", "decode", "-").out());
    }

    @Test
    void verifyTellsTheSignaturesThatHold() {
        assertEquals(0, Invocation.of("enr", "verify", EXAMPLE).code());
        String forged = EXAMPLE.replace("gnY0gmlwhH8AAAGJ", "gnY0gmlwhH8AAAKJ");
        Invocation refused = Invocation.of("enr", "verify", forged, "--json");
        assertEquals(2, refused.code());
        assertFalse(refused.json().getBoolean("valid"));
        assertEquals("bad_signature", refused.json().getString("reason"));
    }

    @Test
    void recordMadeByHandSaysWhatItWasTold() {
        JsonObject made = Invocation.of(
                        "enr",
                        "new",
                        "--key-file",
                        key,
                        "--ip",
                        "192.0.2.1",
                        "--ip6",
                        "2001:db8::1",
                        "--udp",
                        "30303",
                        "--tcp",
                        "30304",
                        "--entry",
                        "eth2=0xd31f6191030000000b00000000000000",
                        "--json")
                .json();
        assertEquals(EXAMPLE_ID, made.getString("nodeId"));
        assertEquals("192.0.2.1", made.getString("ip"));
        assertEquals(30303, made.getInteger("udp6"), "udp6 is published with every ip6");
        assertEquals(30304, made.getInteger("tcp"));
        assertEquals("0xd31f6191", made.getJsonObject("eth2").getString("forkDigest"));
        assertTrue(Math.abs(Long.parseLong(made.getString("seq")) - System.currentTimeMillis()) < 60_000);
        assertEquals(0, Invocation.of("enr", "verify", made.getString("enr")).code());
    }

    @Test
    void updateKeepsWhatItIsNotToldAndRaisesTheSequenceNumber() {
        JsonObject updated = Invocation.of(
                        "enr",
                        "update",
                        EXAMPLE,
                        "--key-file",
                        key,
                        "--entry",
                        "tcp=uint:30304",
                        "--remove",
                        "udp",
                        "--json")
                .json();
        assertEquals("2", updated.getString("seq"));
        assertEquals("127.0.0.1", updated.getString("ip"));
        assertEquals(30304, updated.getInteger("tcp"));
        assertFalse(updated.containsKey("udp"));
    }

    @Test
    void updateRefusesAnotherNodesKeyAndALowerSequenceNumber() {
        String other = directory.resolve("other").toString();
        assertEquals(0, Invocation.of("key", "new", other).code());
        Invocation wrongKey = Invocation.of("enr", "update", EXAMPLE, "--key-file", other);
        assertEquals(2, wrongKey.code());
        assertTrue(wrongKey.complaint().contains("not the key"), wrongKey.err());
        assertEquals(
                2,
                Invocation.of("enr", "update", EXAMPLE, "--key-file", key, "--seq", "1")
                        .code());
        assertEquals(
                2,
                Invocation.of("enr", "update", EXAMPLE, "--key-file", key, "--seq", "-1")
                        .code());
    }

    @Test
    void badEntriesAndTooMuchAreRefused() {
        assertRefused("not an IP", "--ip", "localhost");
        assertRefused("IPv4", "--ip", "::1");
        assertRefused("--tcp6 is from 1 to 65535", "--tcp6", "70000");
        assertRefused("KEY=HEX", "--entry", "tcp");
        assertRefused("not hex", "--entry", "tcp=30303x");
        assertRefused("decimal", "--entry", "tcp=uint:0x1");
        assertRefused("node's key", "--entry", "secp256k1=00");
        assertRefused("canonical", "--entry", "a=rlp:8101");
        assertRefused("300", "--entry", "big=" + "ab".repeat(250));
        assertRefused("cannot read", "--entries-file", directory.resolve("none").toString());
    }

    private void assertRefused(String why, String... flags) {
        String[] arguments = new String[4 + flags.length];
        System.arraycopy(new String[] {"enr", "new", "--key-file", key}, 0, arguments, 0, 4);
        System.arraycopy(flags, 0, arguments, 4, flags.length);
        Invocation refused = Invocation.of(arguments);
        assertEquals(2, refused.code(), refused.out());
        assertTrue(refused.complaint().contains(why), refused.err());
    }
}
