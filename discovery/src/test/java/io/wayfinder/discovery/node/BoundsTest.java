package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What happens at the bounds of a node. */
class BoundsTest {

    private static final int OTHERS = 12;

    private final VirtualNetwork network = new VirtualNetwork(11);

    @Test
    void checksThatFindNoRoomAmongTheRequestsAreMadeLater() {
        VirtualNode node = start(limits(2, 100));
        assertTrue(node.count("checks_postponed") > 0);
        network.runFor(15_000);
        assertEquals(
                OTHERS,
                node.core.tableEntries().stream().filter(TableEntry::live).count());
        assertTrue(node.count("requests_ended{outcome=\"busy\"}") > 0);
        assertTrue(node.told(Output.NodeSilent.class).isEmpty(), "busy is no silence");
    }

    @Test
    void recordsAreForgottenOverTheBound() {
        VirtualNode node = start(limits(100, 4));
        network.runFor(5_000);
        assertEquals(4, node.count("records_known"));
        assertTrue(node.count("records_evicted") >= OTHERS - 4);
        assertEquals(
                OTHERS,
                node.core.tableEntries().stream().filter(TableEntry::live).count());
    }

    @Test
    void recordOfAnotherKeyIsNoLocalRecord() {
        VirtualNode node = network.add();
        Config config = new Config(
                network.newKey(), PacketCodec.DISCV5, VirtualNetwork.LOOPBACK, List.of(), false, Limits.DEFAULT);
        SplittableRandom random = new SplittableRandom(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Discv5(config, node.record(), VirtualNetwork.CURVE, random, random, 0));
    }

    @Test
    void lookupOnNoPathsIsRefusedAndTakesNoPlace() {
        VirtualNode node = network.add(
                Endpoint.parse("127.0.0.1:9000"), VirtualNetwork.LOOPBACK, Limits.DEFAULT.withLookupsAtOnce(1));
        NodeId target = new NodeId(1, 1, 1, 1);
        assertThrows(
                IllegalArgumentException.class, () -> node.core.lookup(network.nowMs(), target, 0, record -> true));
        node.core.lookup(network.nowMs(), target, 1, record -> true);
        network.collect(node);
        assertEquals(1, node.told(Output.LookedUp.class).size());
    }

    private VirtualNode start(Limits limits) {
        VirtualNode node = network.add(Endpoint.parse("127.0.0.1:9000"), VirtualNetwork.LOOPBACK, limits);
        for (int i = 0; i < OTHERS; i++) {
            node.core.addNode(network.nowMs(), network.add().record());
        }
        network.collect(node);
        return node;
    }

    private static Limits limits(int requests, int records) {
        return new Limits(
                SessionLimits.DEFAULT,
                new RequestLimits(16, 64, requests, 256, 8, 3, 500, 300, 300, 1_000, 2_000),
                TableLimits.DEFAULT,
                LookupLimits.DEFAULT,
                records,
                4,
                4);
    }
}
