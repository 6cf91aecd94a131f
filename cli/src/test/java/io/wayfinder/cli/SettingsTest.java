package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void flagGoesBeforeEnvironmentBeforeFileBeforeDefault() throws IOException {
        Path file = Files.writeString(
                directory.resolve("wayfinder.properties"), "port=1\nrpc-port=2\nport6=3\nnetrestrict=10.0.0.0/8\n");
        JsonObject shown = Invocation.with(
                        Map.of("WAYFINDER_PORT", "11", "WAYFINDER_RPC_PORT", "12"),
                        "",
                        "run",
                        "--config",
                        file.toString(),
                        "--port",
                        "21",
                        "--print-config",
                        "--json")
                .json();
        assertShown(shown, "port", "21", "flag");
        assertShown(shown, "rpc-port", "12", "environment WAYFINDER_RPC_PORT");
        assertShown(shown, "port6", "3", "file " + file);
        assertShown(shown, "netrestrict", "127.0.0.0/8,::1/128", "environment WAYFINDER_NETRESTRICT");
        assertShown(shown, "network", "mainnet", "default");
        assertShown(shown, "protocol-id", "discv5", "default");
    }

    private static void assertShown(JsonObject shown, String name, String value, String source) {
        assertEquals(new JsonObject().put("value", value).put("source", source), shown.getJsonObject(name), name);
    }

    @Test
    void configurationFileMayItselfComeFromTheEnvironment() throws IOException {
        Path file = Files.writeString(directory.resolve("p"), "ephemeral=true\n");
        JsonObject shown = Invocation.with(
                        Map.of("WAYFINDER_CONFIG", file.toString()), "", "run", "--print-config", "--json")
                .json();
        assertShown(shown, "ephemeral", "true", "file " + file);
    }

    @Test
    void defaultsThatFollowFromOthersAreShown() {
        JsonObject shown = Invocation.with(
                        Map.of("XDG_DATA_HOME", "/data"),
                        "",
                        "run",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        "9",
                        "--print-config",
                        "--json")
                .json();
        assertShown(shown, "ip6", "none", "default");
        assertShown(shown, "port6", "9", "default");
        assertShown(shown, "data-dir", "/data/wayfinder", "default");
        assertShown(shown, "key-file", "/data/wayfinder/key", "default");
    }

    @Test
    void misspeltNameInTheFileIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("p"), "prot=30303\n");
        Invocation refused = Invocation.of("run", "--config", file.toString(), "--print-config");
        assertEquals(2, refused.code());
        assertTrue(refused.complaint().contains("prot"), refused.err());
    }

    @Test
    void unreadableFileIsRefused() {
        for (String command : new String[] {"run", "ping"}) {
            Invocation refused =
                    Invocation.of(command, "--config", directory.resolve("none").toString());
            assertEquals(2, refused.code());
            assertTrue(refused.complaint().contains("there is no"), refused.err());
        }
    }

    @Test
    void badValueSaysWhereItIsFrom() {
        Invocation refused = Invocation.with(Map.of("WAYFINDER_PORT", "many"), "", "run", "--print-config");
        assertEquals(2, refused.code());
        assertTrue(refused.complaint().contains("environment WAYFINDER_PORT"), refused.err());
        assertTrue(refused.complaint().contains("many"), refused.err());
    }

    @Test
    void actionsCannotBeSwitchedOnFromAfar() {
        assertEquals(
                2,
                Invocation.with(
                                Map.of("WAYFINDER_HELP", "true", "WAYFINDER_PRINT_CONFIG", "true"),
                                "",
                                "run",
                                "--port",
                                "-1")
                        .code());
    }
}
