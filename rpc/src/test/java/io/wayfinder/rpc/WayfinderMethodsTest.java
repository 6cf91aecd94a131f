package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WayfinderMethodsTest {

    private static final Sidecar SIDECAR = Sidecar.start(5);

    @BeforeAll
    static void oneHasSubnets() {
        NodeRecord newer = Sidecar.await(
                SIDECAR.other(0).updateRecord(Map.of(Entries.ATTNETS.key(), Entries.ATTNETS.encode(List.of(3, 40)))));
        SIDECAR.call("discv5_lookupEnr", newer.nodeId().bytes().toHexString());
        SIDECAR.until("all are found", () -> peers(new JsonObject()).size() == 5);
        SIDECAR.until(
                "the newer record is found",
                () -> peers(new JsonObject("{\"attnets\":3}")).size() == 1);
    }

    @AfterAll
    static void close() {
        SIDECAR.close();
    }

    @Test
    void foundPeersAreDescribed() {
        JsonObject peer = peers(new JsonObject("{\"attnets\":[2,3]}")).getJsonObject(0);
        NodeRecord record = SIDECAR.otherRecord(0);
        assertEquals(record.text(), peer.getString("enr"));
        assertEquals(record.nodeId().bytes().toHexString(), peer.getString("nodeId"));
        assertEquals(new JsonArray().add(3).add(40), peer.getJsonArray("attnets"));
        assertEquals(
                record.udp4().orElseThrow().toString(),
                peer.getJsonObject("endpoints").getString("udp"));
        assertTrue(peer.getBoolean("live"));
        long now = System.currentTimeMillis();
        assertTrue(Math.abs(now - peer.getLong("firstSeen")) < 60_000);
        assertTrue(peer.getLong("firstSeen") <= peer.getLong("lastSeen"));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        Set<String> ids = new TreeSet<>();
        JsonObject params = new JsonObject().put("limit", 2);
        int pages = 0;
        for (boolean more = true; more; pages++) {
            JsonObject page = SIDECAR.answer("wayfinder_peers", params).getJsonObject("result");
            page.getJsonArray("peers").stream()
                    .map(JsonObject.class::cast)
                    .forEach(peer -> assertTrue(ids.add(peer.getString("nodeId"))));
            more = page.containsKey("cursor");
            params.put("cursor", page.getString("cursor"));
        }
        assertEquals(5, ids.size());
        assertTrue(pages >= 3);
    }

    @Test
    void parametersAreTakenByNameByPositionAndInOneObject() {
        JsonObject filter = new JsonObject("{\"attnets\":3}");
        assertEquals(1, peers(filter).size());
        JsonObject named = new JsonObject().put("filter", filter).put("limit", 10);
        assertEquals(1, count(SIDECAR.answer("wayfinder_peers", named)));
        assertEquals(1, count(SIDECAR.answer("wayfinder_peers", new JsonArray().add(named))));
        assertEquals(
                1,
                count(SIDECAR.answer(
                        "wayfinder_peers", new JsonArray().add(filter).add(10))));
        assertEquals(5, count(SIDECAR.answer("wayfinder_peers", new JsonArray())));
        assertEquals(
                5,
                count(SIDECAR.answer(
                        "wayfinder_peers", new JsonArray().addNull().add(10).addNull())));
    }

    private static int count(JsonObject answer) {
        return answer.getJsonObject("result").getJsonArray("peers").size();
    }

    @Test
    void wrongParametersAreNamed() {
        assertEquals(
                "cursor: not one that wayfinder_peers gave",
                message("wayfinder_peers", new JsonObject().put("cursor", "zzz")));
        assertEquals(
                "filter: attnets: not an integer from 0 to 63 but 64",
                message("wayfinder_peers", new JsonObject("{\"filter\":{\"attnets\":64}}")));
        assertEquals(
                "limit: not an integer from 1 to 1000 but 0",
                message("wayfinder_peers", new JsonObject().put("limit", 0)));
        assertEquals(
                "timeoutMs: not an integer from 1 to 60000 but 60001",
                message("wayfinder_findPeers", new JsonObject().put("timeoutMs", 60_001)));
    }

    private static String message(String method, JsonObject params) {
        JsonObject error = SIDECAR.answer(method, params).getJsonObject("error");
        assertEquals(-32602, error.getInteger("code"));
        return error.getString("message");
    }

    @Test
    void searchEndsWhenEnoughAreFound() {
        JsonObject found = find("{\"filter\":{\"attnets\":[40]},\"count\":1,\"timeoutMs\":10000}");
        assertTrue(found.getBoolean("complete"));
        assertEquals(
                SIDECAR.otherRecord(0).text(),
                found.getJsonArray("peers").getJsonObject(0).getString("enr"));
    }

    @Test
    void searchThatFindsTooFewIsNoError() {
        JsonObject found = find("{\"filter\":{\"attnets\":[40]},\"count\":2,\"timeoutMs\":300}");
        assertFalse(found.getBoolean("complete"));
        assertEquals(1, found.getJsonArray("peers").size());
    }

    private static JsonObject find(String params) {
        return SIDECAR.answer("wayfinder_findPeers", new JsonObject(params)).getJsonObject("result");
    }

    private static JsonArray peers(JsonObject filter) {
        return ((JsonObject) SIDECAR.call("wayfinder_peers", filter)).getJsonArray("peers");
    }
}
