package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeRecord;
import java.time.Duration;
import java.util.Locale;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class Discv5MethodsTest {

    private static final Sidecar SIDECAR = Sidecar.start(2);

    @AfterAll
    static void close() {
        SIDECAR.close();
    }

    @Test
    void nodeInfoSaysWhatTheRecordSays() {
        JsonObject info = (JsonObject) SIDECAR.call("discv5_nodeInfo");
        NodeRecord record = SIDECAR.service().localRecord();
        assertEquals(record.text(), info.getString("enr"));
        assertEquals(hex(record), info.getString("nodeId"));
        assertEquals("127.0.0.1", info.getString("ip"));
        assertEquals(record.udp4().map(Endpoint::port).orElseThrow(), info.getInteger("udp"));
        assertEquals(Long.toUnsignedString(record.seq()), info.getString("seq"));
        assertEquals("wayfinder/test", info.getString("clientVersion"));
    }

    @Test
    void endpointsAndEntriesOfOurRecordAreSet() {
        long before = SIDECAR.service().localRecord().seq();
        update(new JsonArray().add("127.0.0.1:9000").add(true));
        assertEquals(9000, local().get(Entries.TCP).orElseThrow());
        update(new JsonArray().add("[::1]:9001"));
        assertEquals(IpAddress.parse("::1"), local().get(Entries.IP6).orElseThrow());
        assertEquals(9001, local().get(Entries.UDP6).orElseThrow());
        update(new JsonArray("[[[\"attnets\",\"0x0100000000000000\"],[\"mine\",\"0xabcd\"]]]"));
        assertEquals("[0]", local().get(Entries.ATTNETS).orElseThrow().toString());
        // The pairs as the parameters themselves, and a value that is a list.
        update(new JsonArray("[[\"eth\",\"c7c6843a2b1c0d80\"],[\"mine\",\"\"]]"));
        assertEquals("0x3a2b1c0d", local().get(Entries.ETH).orElseThrow().hash().toHexString());
        update(new JsonArray("[[[\"attnets\",null],[\"mine\",\"0x01\"],[\"neverThere\",null]]]"));
        assertFalse(local().entries().containsKey("attnets"));
        assertTrue(local().entries().containsKey("mine"));
        update(new JsonObject("{\"socketAddr\":\"127.0.0.1:9002\",\"isTcp\":true}"));
        assertEquals(9002, local().get(Entries.TCP).orElseThrow());
        assertTrue(Long.compareUnsigned(local().seq(), before) > 0);
    }

    private static void update(Object params) {
        JsonObject answer = SIDECAR.answer("discv5_updateNodeInfo", params);
        assertTrue(answer.containsKey("result"), answer::encode);
        JsonObject result = answer.getJsonObject("result");
        assertEquals(local().text(), result.getString("enr"));
        assertEquals(hex(local()), result.getString("localNodeId"));
    }

    @Test
    void whatOurRecordCannotSayIsRefused() {
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", "127.0.0.1"));
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", "localhost:9000"));
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", "127.0.0.1:0"));
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", pairs("udp", "0x010203")));
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", pairs("attnets", "0x01")));
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", pairs("mine", "0x1")));
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", new JsonArray()));
        assertEquals(-32005, SIDECAR.failure("discv5_updateNodeInfo", pairs("id", "0x7634")));
        assertEquals(-32005, SIDECAR.failure("discv5_updateNodeInfo", pairs("secp256k1", "0x00")));
        assertEquals(-32005, SIDECAR.failure("discv5_updateNodeInfo", pairs("mine", "00".repeat(250))));
        assertEquals(-32602, SIDECAR.failure("discv5_updateNodeInfo", pairs("mine", "00".repeat(300))));
        assertEquals(-32005, failureOf("[[[\"secp256k1\",null]]]"));
        assertEquals(-32602, failureOf("[[[\"mine\",7]]]"));
    }

    @Test
    void whatIsWrongWithAnEntryIsNotBlamedOnTheAddress() {
        assertEquals("entries: not a value of \"udp\"", blame("[[[\"udp\",\"0x010203\"]]]"));
        assertEquals("entries: not a value of \"udp\"", blame("[[\"mine\",\"\"],[\"udp\",\"0x010203\"]]"));
        String form = "entries: an entry is [key, value in hex], or [key, null] to remove it";
        assertEquals(form, blame("[[[\"mine\",7]]]"));
        assertEquals(form, blame("[[\"mine\",\"0x01\"],[\"yours\"]]"));
        assertEquals(form, blame("[[\"mine\",\"0x01\"],[\"yours\"],[7]]"));
        assertTrue(blame("[\"localhost:9000\"]").startsWith("socketAddr: "));
        assertTrue(blame("[\"127.0.0.1:9000\",7]").startsWith("isTcp: "));
    }

    private static String blame(String params) {
        return SIDECAR.answer("discv5_updateNodeInfo", new JsonArray(params))
                .getJsonObject("error")
                .getString("message");
    }

    private static int failureOf(String params) {
        return SIDECAR.answer("discv5_updateNodeInfo", new JsonArray(params))
                .getJsonObject("error")
                .getInteger("code");
    }

    private static JsonArray pairs(String key, String value) {
        return new JsonArray().add(new JsonArray().add(key).add(value));
    }

    @Test
    void routingTableHasEachNodeInTheBucketOfItsDistance() {
        JsonObject table = (JsonObject) SIDECAR.call("discv5_routingTableInfo");
        assertEquals(hex(local()), table.getString("localNodeId"));
        assertEquals(256, table.getJsonArray("buckets").size());
        NodeRecord other = SIDECAR.otherRecord(0);
        int distance = Distance.log(local().nodeId(), other.nodeId());
        assertTrue(table.getJsonArray("buckets").getJsonArray(distance - 1).contains(hex(other)));
        JsonArray entries = (JsonArray) SIDECAR.call("wayfinder_tableEntries");
        assertEquals(2, entries.size());
        long dayMs = Duration.ofDays(1).toMillis();
        long added = entries.getJsonObject(0).getLong("addedToTable");
        assertTrue(Math.abs(added - System.currentTimeMillis()) < dayMs, "Unix time: " + added);
        assertTrue(entries.stream()
                .map(JsonObject.class::cast)
                .anyMatch(entry -> entry.getString("node").equals(other.text())
                        && entry.getInteger("bucket") == distance
                        && entry.getBoolean("live")));
    }

    @Test
    void recordsAreAddedGivenAndForgotten() {
        NodeRecord stranger = dead(77);
        assertEquals(false, SIDECAR.call("discv5_addEnr", local().text()));
        assertEquals(
                false,
                SIDECAR.call(
                        "discv5_addEnr", Fixtures.record(81, record -> record).text()));
        assertEquals(-32003, SIDECAR.failure("discv5_getEnr", hex(stranger)));
        assertEquals(true, SIDECAR.call("discv5_addEnr", stranger.text()));
        assertEquals(
                stranger.text(),
                SIDECAR.call("discv5_getEnr", hex(stranger).substring(2).toUpperCase(Locale.ROOT)));
        assertEquals(true, SIDECAR.call("discv5_deleteEnr", hex(stranger)));
        assertEquals(false, SIDECAR.call("discv5_deleteEnr", hex(stranger)));
        assertEquals(-32003, SIDECAR.failure("discv5_getEnr", hex(stranger)));
        assertEquals(local().text(), SIDECAR.call("discv5_getEnr", hex(local())));
    }

    @Test
    void othersAreAskedByRecordAndByEnodeUrl() {
        NodeRecord other = SIDECAR.otherRecord(0);
        JsonObject pong = (JsonObject) SIDECAR.call("discv5_ping", other.text());
        assertEquals(other.seq(), pong.getLong("enrSeq"));
        assertEquals("127.0.0.1", pong.getString("recipientIP"));
        assertEquals(SIDECAR.service().boundEndpoints().get(0).port(), pong.getInteger("recipientPort"));
        String enode = other.enode().orElseThrow().toString();
        assertEquals(pong, SIDECAR.call("discv5_ping", enode));
        assertEquals(new JsonArray().add(other.text()), SIDECAR.call("discv5_findNode", enode, new JsonArray().add(0)));
    }

    @Test
    void talkRequestsAreAnsweredByTheOtherSide() {
        Bytes protocol = Bytes.fromHexString("0x0a0b");
        SIDECAR.other(0)
                .onTalk(
                        protocol,
                        request -> Future.succeededFuture(Bytes.concatenate(request.payload(), Bytes.of(0xff))));
        String enr = SIDECAR.otherRecord(0).text();
        assertEquals("0x0102ff", SIDECAR.call("discv5_talkReq", enr, "0a0b", "0102"));
        assertEquals("0x", SIDECAR.call("discv5_talkReq", enr, "0x7777", "0x"));
        JsonObject error = SIDECAR.answer(
                        "discv5_talkReq", new JsonArray().add(enr).add("0x0a0b").add("00".repeat(1_250)))
                .getJsonObject("error");
        assertEquals(-32602, error.getInteger("code"));
        assertTrue(error.getString("message").startsWith("talkReqPayload: "), error::encode);
    }

    @Test
    void nodesAreLookedUp() {
        NodeRecord other = SIDECAR.otherRecord(1);
        assertEquals(other.text(), SIDECAR.call("discv5_lookupEnr", hex(other)));
        JsonArray nearest = (JsonArray) SIDECAR.call("discv5_recursiveFindNodes", hex(other));
        assertEquals(other.text(), nearest.getString(0));
        assertEquals(-32003, SIDECAR.failure("discv5_lookupEnr", "0x" + "11".repeat(32)));
    }

    @Test
    void unreachableNodesFailByTheirReason() {
        NodeRecord dead = dead(78);
        assertEquals(-32001, SIDECAR.failure("discv5_ping", dead.text()));
        NodeRecord outside = Fixtures.record(
                79, record -> record.put(Entries.IP, IpAddress.parse("8.8.8.8")).put(Entries.UDP, 9));
        assertEquals(-32002, SIDECAR.failure("discv5_ping", outside.text()));
        assertEquals(
                -32002,
                SIDECAR.failure(
                        "discv5_ping", Fixtures.record(80, record -> record).text()));
        assertEquals(-32602, SIDECAR.failure("discv5_ping", "enr:-abc"));
        assertEquals(-32602, SIDECAR.failure("discv5_findNode", dead.text(), new JsonArray().add(257)));
    }

    @Test
    void sixtyFourOperationsRunAtOnceAndNoMore() {
        JsonArray batch = new JsonArray();
        for (int i = 0; i < 100; i++) {
            NodeRecord dead = dead(100 + i);
            batch.add(Sidecar.request("discv5_ping", new JsonArray().add(dead.text())));
        }
        JsonArray answers = new JsonArray(
                SIDECAR.post(batch.encode(), "Content-Type", "application/json").body());
        long busy = answers.stream()
                .map(JsonObject.class::cast)
                .filter(answer -> answer.containsKey("error"))
                .filter(answer -> answer.getJsonObject("error").getInteger("code") == -32004)
                .count();
        assertEquals(36, busy);
    }

    /** Says that it listens where nobody does. */
    private static NodeRecord dead(int number) {
        return Fixtures.record(
                number,
                record -> record.put(Entries.IP, IpAddress.parse("127.0.0.1")).put(Entries.UDP, 9));
    }

    private static NodeRecord local() {
        return SIDECAR.service().localRecord();
    }

    private static String hex(NodeRecord record) {
        return record.nodeId().bytes().toHexString();
    }
}
