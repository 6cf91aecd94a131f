package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user can get wrong in starting a sidecar: each its one line, exit code 2, and nothing started. */
@Timeout(60)
final class RunErrorsTest {

    @TempDir
    private Path directory = Path.of("");

    /** What a good start needs, which flags may then spoil. */
    private static final Map<String, String> GOOD = Map.of(
            "WAYFINDER_NETWORK", "none",
            "WAYFINDER_IP", "127.0.0.1",
            "WAYFINDER_PORT", "0",
            "WAYFINDER_RPC_PORT", "0",
            "WAYFINDER_EPHEMERAL", "true");

    private void assertRefused(String why, String... flags) {
        List<String> arguments = Background.arguments(List.of("run", "--json"), flags);
        Invocation refused = Invocation.with(GOOD, "", arguments.toArray(String[]::new));
        assertEquals(2, refused.code(), refused.err());
        assertEquals("", refused.out());
        assertTrue(refused.complaint().contains(why), refused.err());
        assertFalse(refused.err().contains("Started"), refused.err());
    }

    @Test
    void badBootnodes() throws IOException {
        assertRefused("bad ENR", "--bootnodes", "enr:abc");
        assertRefused("neither an ENR", "--bootnodes", "nonsense");
        assertRefused("bad enode", "--bootnodes", "enode://abc@127.0.0.1:30303");
        Path empty = Files.writeString(directory.resolve("empty"), "# nobody\n");
        assertRefused("holds no ENR", "--bootnodes", empty.toString());
        assertRefused("foo", "--network", "foo");
    }

    @Test
    void badAddressesAndPorts() {
        assertRefused("--netrestrict", "--netrestrict", "127.0.0.0/33");
        assertRefused("--netrestrict", "--netrestrict", "localhost");
        assertRefused("not an IP address", "--ip", "localhost");
        assertRefused("IPv4", "--ip", "::1");
        assertRefused("65535", "--port", "65536");
        assertRefused("not an int", "--port", "http");
        assertRefused("65535", "--rpc-port", "-1");
        assertRefused("--advertise-port", "--advertise-port", "0");
        assertRefused("nothing to listen on", "--ip", "none", "--ip6", "none");
        assertRefused("192.0.2.1", "--ip", "192.0.2.1");
    }

    @Test
    void badKeyEntriesAndProtocol() throws IOException {
        assertRefused("there is no", "--key-file", directory.resolve("none").toString());
        Path key = Files.writeString(directory.resolve("key"), "secret");
        assertRefused("holds no key", "--key-file", key.toString());
        assertRefused("KEY=HEX", "--entry", "tcp");
        assertRefused("--advertise-ip", "--entry", "ip=0x7f000001");
        assertRefused("six bytes", "--protocol-id", "discv55");
        assertRefused("TRACE", "--log-level", "loud");
        assertRefused("300", "--entry", "big=" + "ab".repeat(250));
    }

    @Test
    void rpcOpenToOthersWithoutAToken() throws IOException {
        assertRefused("--rpc-insecure", "--rpc-host", "0.0.0.0");
        assertRefused("--rpc-insecure", "--rpc-host", "example.org");
        assertRefused(
                "there is no", "--rpc-token-file", directory.resolve("none").toString());
        Path empty = Files.createFile(directory.resolve("token"));
        assertRefused("one line", "--rpc-token-file", empty.toString());
    }

    @Test
    void unusableDataDirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        for (Path unusable : List.of(file, file.resolve("inner"))) {
            Invocation refused = Invocation.of(
                    "run",
                    "--network",
                    "none",
                    "--ip",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--rpc-port",
                    "0",
                    "--json",
                    "--data-dir",
                    unusable.toString());
            assertEquals(2, refused.code(), refused.err());
            assertTrue(refused.complaint().contains(file.toString()), refused.err());
        }
    }
}
