package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunCommandTest {

    @TempDir
    private Path directory = Path.of("");

    private static List<String> sidecar(String... more) {
        return sidecarAt("0", "0", more);
    }

    private static List<String> sidecarAt(String port, String rpcPort, String... more) {
        return Background.arguments(
                List.of(
                        "run",
                        "--network",
                        "none",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        port,
                        "--rpc-port",
                        rpcPort,
                        "--json",
                        "--log-level",
                        "warn"),
                more);
    }

    @Test
    void readyIsOneLineThatSaysWhatIsBound() {
        try (Background run = Background.start(sidecar("--ephemeral", "--entry", "zz=text:hello"))) {
            JsonObject ready = run.ready();
            assertEquals(List.of("event", "enr", "nodeId", "udp", "rpc"), List.copyOf(ready.fieldNames()));
            assertEquals("ready", ready.getString("event"));
            assertTrue(ready.getString("udp").matches("127\\.0\\.0\\.1:\\d+"));
            assertTrue(ready.getString("rpc").matches("http://127\\.0\\.0\\.1:\\d+/"));
            JsonObject record = Invocation.of("enr", "decode", ready.getString("enr"), "--json")
                    .json();
            assertEquals(ready.getString("nodeId"), record.getString("nodeId"));
            assertEquals(
                    ready.getString("udp"), record.getJsonObject("endpoints").getString("udp"));
            assertEquals("0x68656c6c6f", record.getJsonObject("otherEntries").getString("zz"));
            Invocation peers = Invocation.of("peers", "--rpc", ready.getString("rpc"), "--json");
            assertEquals(1, peers.code(), "it has found nobody");
            assertEquals(0, peers.json().getJsonArray("peers").size());
            assertEquals(0, Invocation.of("ping", ready.getString("enr")).code());
            assertEquals(0, run.stop());
            assertEquals(1, run.out().lines().count(), run.out());
            assertEquals("", run.err());
        }
    }

    @Test
    void bothFamiliesAreBoundWhereBothAreNamed() {
        try (Background run = Background.start(sidecar("--ephemeral", "--ip6", "::1"))) {
            assertEquals(
                    run.ready().getString("udp").replace("127.0.0.1", "[::1]"),
                    run.ready().getString("udp6"));
        }
    }

    @Test
    void keyIsKeptAcrossRestartsAndTheSequenceNumberRises() throws IOException {
        Path data = directory.resolve("data");
        JsonObject before;
        try (Background run = Background.start(sidecar("--data-dir", data.toString()))) {
            before = Invocation.of("enr", "decode", run.ready().getString("enr"), "--json")
                    .json();
            Invocation locked =
                    Invocation.of(sidecar("--data-dir", data.toString()).toArray(String[]::new));
            assertEquals(2, locked.code());
            assertTrue(locked.complaint().contains("in use"), locked.err());
            assertEquals("", locked.out());
        }
        assertTrue(Files.readString(data.resolve("key")).matches("[0-9a-f]{64}\n"));
        try (Background run = Background.start(sidecar("--data-dir", data.toString()))) {
            JsonObject after = Invocation.of("enr", "decode", run.ready().getString("enr"), "--json")
                    .json();
            assertEquals(before.getString("nodeId"), after.getString("nodeId"));
            assertTrue(
                    Long.parseUnsignedLong(after.getString("seq")) > Long.parseUnsignedLong(before.getString("seq")));
        }
    }

    @Test
    void clientsKeyMakesTheClientsNode() throws IOException {
        Path key = Files.writeString(
                directory.resolve("nodekey"), "b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291");
        try (Background run = Background.start(sidecar("--ephemeral", "--key-file", key.toString()))) {
            assertEquals(
                    "0xa448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7",
                    run.ready().getString("nodeId"));
        }
    }

    @Test
    void portsInUseAreToldInOneLine() {
        try (Background run = Background.start(sidecar("--ephemeral"))) {
            String udp = run.ready().getString("udp").replaceFirst(".*:", "");
            String rpc = run.ready().getString("rpc").replaceFirst(".*:(\\d+)/", "$1");
            Invocation sameUdp =
                    Invocation.of(sidecarAt(udp, "0", "--ephemeral").toArray(String[]::new));
            assertEquals(2, sameUdp.code());
            assertTrue(sameUdp.complaint().contains("port is in use"), sameUdp.err());
            Invocation sameRpc =
                    Invocation.of(sidecarAt("0", rpc, "--ephemeral").toArray(String[]::new));
            assertEquals(2, sameRpc.code());
            assertTrue(sameRpc.complaint().contains("--rpc-port"), sameRpc.err());
            assertFalse((sameUdp.out() + sameRpc.out()).contains("ready"));
            assertEquals(0, Invocation.of("ping", run.ready().getString("enr")).code(), "the first goes on");
        }
    }

    @Test
    void tokenIsAskedOfCallers() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "sesame\n");
        try (Background run = Background.start(sidecar("--ephemeral", "--rpc-token-file", token.toString()))) {
            String rpc = run.ready().getString("rpc");
            for (String[] untold : new String[][] {{"peers", "--rpc", rpc}, {"peers", "--rpc", rpc, "--watch"}}) {
                Invocation refused = Invocation.of(untold);
                assertEquals(2, refused.code());
                assertTrue(refused.complaint().contains("--rpc-token-file"), refused.err());
            }
            Invocation allowed = Invocation.of("peers", "--rpc", rpc, "--rpc-token-file", token.toString(), "--json");
            assertEquals(1, allowed.code(), allowed.err());
            assertTrue(allowed.json().getJsonArray("peers").isEmpty());
        }
    }
}
