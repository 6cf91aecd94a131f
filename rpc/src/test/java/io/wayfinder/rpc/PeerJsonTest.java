package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.NodeRecord;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.junit.jupiter.api.Test;

class PeerJsonTest {

    @Test
    void consensusPeerIsDecoded() {
        JsonObject peer = json(Fixtures.CONSENSUS);
        assertEquals("0xcc3b4addcec1f81ac88cc5aab98178c376a38ba6942a79180f8814249a940adc", peer.getString("nodeId"));
        assertEquals(Fixtures.CONSENSUS.text(), peer.getString("enr"));
        assertEquals(Long.toUnsignedString(Fixtures.CONSENSUS.seq()), peer.getString("seq"));
        assertEquals("168.144.180.88:9000", peer.getJsonObject("endpoints").getString("udp"));
        assertEquals("168.144.180.88:13000", peer.getJsonObject("endpoints").getString("quic"));
        assertEquals("0x5c943807", peer.getJsonObject("eth2").getString("forkDigest"));
        assertEquals("0x98c910cf", peer.getString("nfd"));
        assertEquals(64, peer.getJsonArray("attnets").size());
        assertEquals(new JsonArray(), peer.getJsonArray("syncnets"));
        assertEquals(128, peer.getInteger("cgc"));
        assertEquals(128, peer.getJsonArray("custodyColumns").size());
        assertTrue(peer.getString("multiaddr").startsWith("/ip4/168.144.180.88/tcp/9000/p2p/16Uiu2HA"));
        assertTrue(peer.getString("enode").endsWith("@168.144.180.88:9000"));
        assertFalse(peer.containsKey("otherEntries"));
    }

    @Test
    void timesAndLivenessAreToldAsFarAsTheyAreKnown() {
        JsonObject live = PeerJson.of(Fixtures.live(Fixtures.CLIENT));
        assertEquals(1_000, live.getInteger("firstSeen"));
        assertEquals(2_000, live.getInteger("lastSeen"));
        assertTrue(live.getBoolean("live"));
        assertEquals(3, live.getInteger("checks"));
        assertEquals(12, live.getInteger("rttMs"));
        JsonObject silent = PeerJson.of(Fixtures.silent(Fixtures.CLIENT));
        assertFalse(silent.getBoolean("live"));
        assertFalse(silent.containsKey("rttMs"));
    }

    @Test
    void clientIsNamed() {
        JsonObject client = json(Fixtures.CLIENT).getJsonObject("client");
        assertEquals("Nethermind", client.getString("name"));
        assertEquals("1.9.53", client.getString("version"));
        assertEquals("7fcb567", client.getString("build"));
    }

    @Test
    void recordCannotPutAValueWhereAnotherIsExpected() {
        Bytes text = RLP.encodeValue(Bytes.fromHexString("0x01020304"));
        NodeRecord hostile = Fixtures.record(
                7,
                record -> record.putRaw("live", text)
                        .putRaw("nodeId", text)
                        .putRaw("eth2", text)
                        .putRaw("cgc", RLP.encodeValue(Bytes.fromHexString("0x7fffffff"))));
        JsonObject peer = PeerJson.of(Fixtures.silent(hostile));
        assertFalse(peer.getBoolean("live"));
        assertEquals(hostile.nodeId().bytes().toHexString(), peer.getString("nodeId"));
        assertFalse(peer.containsKey("eth2"), "an entry is there in its own form or not at all");
        assertFalse(peer.containsKey("custodyColumns"));
        assertEquals("0x01020304", peer.getJsonObject("otherEntries").getString("eth2"));
        assertEquals("0x01020304", peer.getJsonObject("otherEntries").getString("live"));
    }

    @Test
    void recordWithoutEndpointHasNoAddresses() {
        JsonObject peer = json(Fixtures.record(8, record -> record));
        assertEquals(new JsonObject(), peer.getJsonObject("endpoints"));
        assertFalse(peer.containsKey("multiaddr"));
        assertFalse(peer.containsKey("enode"));
    }

    @Test
    void largeSequenceNumberStaysWhole() {
        assertEquals(
                "18446744073709551615",
                json(Fixtures.record(9, record -> record.seq(-1))).getString("seq"));
    }

    private static JsonObject json(NodeRecord record) {
        // As the other side reads it.
        return new JsonObject(PeerJson.of(Fixtures.live(record)).encode());
    }
}
