package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a node learns from its peers where it is. */
class EndpointVoteTest {

    private static final Endpoint OURS = Endpoint.parse("9.1.1.1:30303");

    private final VirtualNetwork network = new VirtualNetwork(10);

    @Test
    void peersOfManyNetworksAgreeOnOurEndpoint() {
        VirtualNode node = withoutEndpoint(peers(14));
        network.runFor(10_000);
        assertEquals(List.of(new Output.EndpointAgreed(OURS)), node.told(Output.EndpointAgreed.class));
        NodeRecord found = VirtualNode.record(VirtualNetwork.CURVE, node.key, 2, OURS);
        node.core.announce(network.nowMs(), found);
        network.collect(node);
        network.runFor(300_000);
        assertEquals(1, node.told(Output.EndpointAgreed.class).size(), "the record says so now");
        for (VirtualNode peer : network.nodes.subList(0, 14)) {
            assertEquals(found, peer.core.record(node.id()).orElseThrow());
        }
    }

    @Test
    void onePeerManyTimesIsOneVote() {
        VirtualNode node = withoutEndpoint(peers(1));
        for (int i = 0; i < 30; i++) {
            node.core.ask(network.nowMs(), network.nodes.getFirst().contact(), new Question.Ping());
            network.collect(node);
            network.runFor(1_000);
        }
        assertTrue(node.told(Output.EndpointAgreed.class).isEmpty());
    }

    private Contact[] peers(int count) {
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Endpoint endpoint = Endpoint.parse("8." + i + ".1.1:30303");
            contacts.add(
                    network.add(endpoint, VirtualNetwork.ANYWHERE, Limits.DEFAULT, contacts.toArray(new Contact[0]))
                            .contact());
        }
        return contacts.toArray(new Contact[0]);
    }

    private VirtualNode withoutEndpoint(Contact... bootnodes) {
        SecretKey key = network.newKey();
        NodeRecord bare = new NodeRecordBuilder().seq(1).sign(key, VirtualNetwork.CURVE);
        return network.add(key, bare, OURS, VirtualNetwork.ANYWHERE, Limits.DEFAULT, bootnodes);
    }
}
