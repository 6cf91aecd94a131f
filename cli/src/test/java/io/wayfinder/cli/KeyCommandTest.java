package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyCommandTest {

    /** EIP-778's example key, and its node ID. */
    private static final String SECRET = "b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291";

    private static final String NODE_ID = "0xa448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7";

    private static final Bytes LIBP2P = Bytes.fromHexString("0x08021220" + SECRET);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void newKeyIsReadableByItsOwnerAlone() throws IOException {
        Path file = directory.resolve("key");
        Invocation made = Invocation.of("key", "new", file.toString(), "--json");
        assertEquals(0, made.code());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(Files.readString(file).matches("[0-9a-f]{64}\n"));
        assertFalse(made.json().containsKey("secret"));
        assertEquals(
                made.json().getString("nodeId"),
                Invocation.of("key", "show", file.toString(), "--json").json().getString("nodeId"));
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count(), "nothing is left beside the key");
        }
    }

    @Test
    void keyIsNeverOverwrittenWithoutForce() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), SECRET);
        Invocation refused = Invocation.of("key", "new", file.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.complaint().contains("--force"), refused.err());
        assertEquals(SECRET, Files.readString(file));

        assertEquals(0, Invocation.of("key", "new", file.toString(), "--force").code());
        assertNotEquals(SECRET, Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void everyClientsFormIsRead() throws IOException {
        assertShown(SECRET.getBytes(StandardCharsets.US_ASCII));
        assertShown((SECRET + "\n").getBytes(StandardCharsets.US_ASCII));
        assertShown(("0x" + SECRET.toUpperCase(java.util.Locale.ROOT) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertShown(Bytes.fromHexString(SECRET).toArrayUnsafe());
        assertShown(LIBP2P.toArrayUnsafe());
        assertShown(LIBP2P.toHexString().getBytes(StandardCharsets.US_ASCII));
        String base64 = Base64.getEncoder().encodeToString(LIBP2P.toArrayUnsafe());
        assertShown(("{\"id\":\"16Uiu2\",\"privKey\":\"" + base64 + "\",\"pubKey\":\"CAIS\"}")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private void assertShown(byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("other"), content);
        Invocation shown = Invocation.of("key", "show", file.toString(), "--json");
        assertEquals(0, shown.code(), shown.err());
        assertEquals(NODE_ID, shown.json().getString("nodeId"));
    }

    @Test
    void secretIsShownOnlyWhenAskedFor() {
        Invocation shown = Invocation.reading(SECRET, "key", "show", "-");
        assertEquals(0, shown.code());
        assertFalse(shown.out().contains(SECRET));
        assertTrue(shown.out().contains(NODE_ID));
        assertTrue(
                Invocation.reading(SECRET, "key", "show", "-", "--reveal").out().contains(SECRET));
    }

    @Test
    void importWritesTheKeyAsHex() throws IOException {
        Path from = Files.write(
                directory.resolve("lighthouse"), Bytes.fromHexString(SECRET).toArrayUnsafe());
        Path to = directory.resolve("node.key");
        assertEquals(
                0,
                Invocation.of("key", "import", from.toString(), to.toString()).code());
        assertEquals(SECRET + "\n", Files.readString(to));
        assertEquals(
                2,
                Invocation.of("key", "import", from.toString(), to.toString()).code());
    }

    @Test
    void whatIsNoKeyIsRefusedInOneLine() throws IOException {
        assertRefused(new byte[0], "no key");
        assertRefused("hello".getBytes(StandardCharsets.US_ASCII), "no key");
        assertRefused(SECRET.substring(2).getBytes(StandardCharsets.US_ASCII), "31 bytes");
        assertRefused("00".repeat(32).getBytes(StandardCharsets.US_ASCII), "no secp256k1 key");
        assertRefused("ff".repeat(32).getBytes(StandardCharsets.US_ASCII), "no secp256k1 key");
        assertRefused(Bytes.fromHexString("0x08011240" + "ab".repeat(64)).toArrayUnsafe(), "secp256k1");
        Invocation missing =
                Invocation.of("key", "show", directory.resolve("none").toString());
        assertEquals(2, missing.code());
        assertTrue(missing.complaint().contains("there is no"), missing.err());
        assertEquals(2, Invocation.of("key", "show", directory.toString()).code());
        assertEquals(
                2,
                Invocation.of("key", "new", directory.resolve("no/such/key").toString())
                        .code());
    }

    private void assertRefused(byte[] content, String why) throws IOException {
        Path file = Files.write(directory.resolve("bad"), content);
        Invocation refused = Invocation.of("key", "show", file.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.complaint().contains(why), refused.err());
        assertEquals("", refused.out());
    }
}
