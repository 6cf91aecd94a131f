package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Entries;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeIdentityTest {

    @Test
    void consensusNodeIsDescribedAsTheBeaconApiDoes() {
        JsonObject data = NodeIdentity.of(Fixtures.CONSENSUS).getJsonObject("data");
        String peer = data.getString("peer_id");
        assertTrue(peer.startsWith("16Uiu2HA"), peer);
        assertEquals(Fixtures.CONSENSUS.text(), data.getString("enr"));
        assertEquals(
                new JsonArray()
                        .add("/ip4/168.144.180.88/tcp/9000/p2p/" + peer)
                        .add("/ip4/168.144.180.88/udp/13000/quic-v1/p2p/" + peer),
                data.getJsonArray("p2p_addresses"));
        assertEquals(
                new JsonArray().add("/ip4/168.144.180.88/udp/9000/p2p/" + peer),
                data.getJsonArray("discovery_addresses"));
        JsonObject metadata = data.getJsonObject("metadata");
        assertEquals("0xffffffffffffffff", metadata.getString("attnets"));
        assertEquals("0x00", metadata.getString("syncnets"));
        assertEquals("128", metadata.getString("custody_group_count"));
        assertEquals(Long.toUnsignedString(Fixtures.CONSENSUS.seq()), metadata.getString("seq_number"));
    }

    @Test
    void subnetsAreBitsFromTheLowest() {
        JsonObject metadata = NodeIdentity.of(Fixtures.record(
                        1,
                        record -> record.put(Entries.ATTNETS, List.of(0, 9, 63)).put(Entries.SYNCNETS, List.of(1, 3))))
                .getJsonObject("data")
                .getJsonObject("metadata");
        assertEquals("0x0102000000000080", metadata.getString("attnets"));
        assertEquals("0x0a", metadata.getString("syncnets"));
    }

    @Test
    void bothFamiliesHaveADiscoveryAddress() {
        JsonObject data = NodeIdentity.of(Fixtures.CLIENT).getJsonObject("data");
        assertEquals(2, data.getJsonArray("discovery_addresses").size());
        assertTrue(data.getJsonArray("discovery_addresses").getString(1).startsWith("/ip6/::1/udp/9004/p2p/"));
    }
}
