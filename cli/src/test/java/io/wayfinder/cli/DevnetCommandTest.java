package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DevnetCommandTest {

    @Test
    void readySaysWhereTheNetworkIsAndThatItsTablesAreFilled() {
        try (Background devnet = Background.start(List.of("devnet", "--nodes", "20", "--rpc-port", "0", "--json"))) {
            JsonObject ready = devnet.ready();
            assertEquals("ready", ready.getString("event"));
            JsonArray enrs = ready.getJsonArray("enrs");
            assertEquals(20, enrs.size());
            assertEquals(ready.getString("enr"), enrs.getString(0));
            assertTrue(ready.getString("udp").startsWith("127.0.0.1:"));

            Invocation peers = Invocation.of("peers", "--rpc", ready.getString("rpc"), "--json");
            assertEquals(0, peers.code(), peers.err());
            assertEquals(
                    5,
                    Invocation.of("peers", "--rpc", ready.getString("rpc"), "--limit", "5", "--json")
                            .json()
                            .getJsonArray("peers")
                            .size());
            JsonArray tables =
                    (JsonArray) new RpcClient(RpcClient.uri(ready.getString("rpc")), java.util.Optional.empty())
                            .call("wayfinder_tableEntries", new JsonArray());
            long live = tables.stream()
                    .filter(entry -> ((JsonObject) entry).getBoolean("live"))
                    .count();
            assertTrue(live >= 16, "live entries: " + live);
            assertEquals(0, devnet.stop());
            assertEquals(1, devnet.out().lines().count());
        }
    }

    @Test
    void devnetEndsByItselfAndTellsHowToAskIt() {
        Invocation devnet = Invocation.of("devnet", "--nodes", "3", "--for", "100ms", "--rpc-port", "0");
        assertEquals(0, devnet.code(), devnet.err());
        assertTrue(devnet.out().contains("curl "), devnet.out());
        assertTrue(devnet.out().contains("wayfinder ping enr:"), devnet.out());
        assertTrue(devnet.out().contains("127.0.0.1"), devnet.out());
    }

    @Test
    void oneNodeIsANetworkToo() {
        assertEquals(
                0,
                Invocation.of("devnet", "--nodes", "1", "--for", "0s", "--rpc-port", "0", "--json")
                        .code());
    }

    @Test
    void devnetStaysOnLoopbackWhateverTheFlagsSay() {
        try (Background devnet = Background.start(List.of(
                "devnet",
                "--nodes",
                "2",
                "--rpc-port",
                "0",
                "--rpc-host",
                "0.0.0.0",
                "--netrestrict",
                "0.0.0.0/0",
                "--json"))) {
            assertTrue(devnet.ready().getString("rpc").startsWith("http://127.0.0.1:"));
            assertTrue(devnet.ready().getString("udp").startsWith("127.0.0.1:"));
        }
    }

    @Test
    void badNumbersAreRefused() {
        assertRefused("--nodes", "0");
        assertRefused("--nodes", "-5");
        assertRefused("--nodes", "many");
        assertRefused("--for", "soon");
        assertRefused("--port", "65530");
        assertRefused("--rpc-port", "70000");
        assertRefused("--netrestrict", "nonsense");
    }

    private static void assertRefused(String flag, String value) {
        Invocation refused = Invocation.of("devnet", flag, value, "--json");
        assertEquals(2, refused.code(), refused.err());
        assertEquals("", refused.out());
        assertTrue(refused.complaint().length() > 20, refused.err());
    }
}
