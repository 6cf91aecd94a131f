package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.Enode;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a node comes into the network, and back into it. */
class JoiningTest {

    private final VirtualNetwork network = new VirtualNetwork(3);

    @Test
    void bootnodeIsLiveAtOnceAndItsNeighboursSoon() {
        VirtualNode bootnode = network.add();
        VirtualNode first = network.add(bootnode.contact());
        network.runFor(1_000);
        VirtualNode second = network.add(bootnode.contact());
        assertTrue(network.runUntil(1_000, () -> live(second) == 2) < 1_000);
        network.runUntil(2_000, () -> live(first) == 2 && live(bootnode) == 2);
    }

    @Test
    void bootnodeKnownByKeyAndAddressAloneIsAsGood() {
        VirtualNode bootnode = network.add();
        network.add(bootnode.contact());
        network.runFor(1_000);
        Enode enode = new Enode(
                bootnode.record().publicKey(),
                bootnode.endpoint.address(),
                bootnode.endpoint.port(),
                bootnode.endpoint.port());
        VirtualNode node = network.add(Contact.of(enode));
        network.runUntil(2_000, () -> live(node) == 2);
        assertEquals(bootnode.record(), node.core.record(bootnode.id()).orElseThrow());
    }

    @Test
    void silentBootnodeIsTriedForEverEverSlower() {
        VirtualNode bootnode = network.add();
        network.kill(bootnode);
        VirtualNode node = network.add(bootnode.contact());
        List<Long> rounds = new ArrayList<>();
        long before = node.count("bootstrap_rounds");
        long lastMs = 0;
        for (int i = 0; i < 6_000; i++) {
            network.runFor(100);
            if (node.count("bootstrap_rounds") > before) {
                before = node.count("bootstrap_rounds");
                rounds.add(network.nowMs() - lastMs);
                lastMs = network.nowMs();
            }
        }
        assertTrue(rounds.size() >= 12, () -> "gaps " + rounds);
        assertTrue(rounds.get(2) < 10_000, () -> "gaps " + rounds);
        assertTrue(rounds.getLast() >= 59_000 && rounds.getLast() <= 61_000, () -> "gaps " + rounds);
    }

    @Test
    void whoLosesItsLastLiveNodeAsksTheBootnodesAtOnce() {
        VirtualNode bootnode = network.add();
        VirtualNode node = network.add(bootnode.contact());
        network.runFor(2 * Bootstrap.REJOIN_MS);
        node.core.removeNode(network.nowMs(), bootnode.id());
        assertEquals(2, node.count("bootstrap_rounds"));
        network.collect(node);
        network.runUntil(1_000, () -> live(node) == 1);
    }

    @Test
    void bootnodeThatComesLateIsJoined() {
        VirtualNode bootnode = network.add();
        network.kill(bootnode);
        VirtualNode node = network.add(bootnode.contact());
        network.runFor(20_000);
        network.revive(bootnode);
        network.runUntil(61_000, () -> live(node) == 1);
    }

    @Test
    void nodeThatLostAllOthersComesBackThroughTheBootnode() {
        VirtualNode bootnode = network.add();
        VirtualNode node = network.add(bootnode.contact());
        network.runUntil(2_000, () -> live(node) == 1);
        network.kill(bootnode);
        network.runUntil(2 * 3_600_000, () -> live(node) == 0);
        network.runFor(600_000);
        network.revive(bootnode);
        network.runUntil(70_000, () -> live(node) == 1);
    }

    @Test
    void nodeWithoutBootnodesOrPeersSleeps() {
        VirtualNode node = network.add();
        network.runFor(600_000);
        assertEquals(0, node.packetsSent);
        assertEquals(Long.MAX_VALUE, node.core.nextDeadlineMs());
    }

    @Test
    void ownContactAmongTheBootnodesIsLeftOut() {
        SecretKey key = network.newKey();
        Endpoint endpoint = Endpoint.parse("127.0.0.1:4000");
        NodeRecord record = VirtualNode.record(VirtualNetwork.CURVE, key, 1, endpoint);
        VirtualNode node =
                network.add(key, record, endpoint, VirtualNetwork.LOOPBACK, Limits.DEFAULT, Contact.of(record));
        network.runFor(60_000);
        assertEquals(0, node.packetsSent);
        assertTrue(node.core.tableEntries().isEmpty());
    }

    private static long live(VirtualNode node) {
        return node.core.tableEntries().stream().filter(TableEntry::live).count();
    }
}
