package io.wayfinder.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BootnodesTest {

    private static final Secp256k1 CURVE = Secp256k1.provider();

    @Test
    void everyBundledEntryIsANodeWithAnEndpointAndASource() {
        for (Network network : Network.values()) {
            Set<Object> ids = new HashSet<>();
            for (Bootnodes.Bootnode bootnode : Bootnodes.of(network)) {
                Contact contact = ContactArgument.parse(bootnode.text(), CURVE);
                assertTrue(ids.add(contact.id()), "listed twice: " + bootnode.text());
                assertFalse(contact.endpoints().isEmpty(), bootnode.text());
                assertTrue(Set.of("execution", "consensus").contains(bootnode.layer()), bootnode.layer());
                assertTrue(bootnode.source().matches(".+/.+ \\(\\d{4}-\\d\\d-\\d\\d\\)"), bootnode.source());
            }
            assertEquals(network == Network.NONE, ids.isEmpty());
        }
    }

    @Test
    void bothLayersOfEveryNetworkAreThere() {
        for (Network network : List.of(Network.MAINNET, Network.SEPOLIA, Network.HOODI, Network.GNOSIS)) {
            Set<String> layers = new HashSet<>();
            Bootnodes.of(network).forEach(bootnode -> layers.add(bootnode.layer()));
            assertEquals(Set.of("execution", "consensus"), layers, network.toString());
        }
    }

    @Test
    void listSaysWhoIsWhereAndWhoSaidSo() {
        Invocation listed = Invocation.of("bootnodes", "--network", "hoodi", "--json");
        assertEquals(0, listed.code());
        assertEquals(Bootnodes.of(Network.HOODI).size(), listed.jsonLines().size());
        JsonObject first = listed.jsonLines().getFirst();
        assertEquals("hoodi", first.getString("network"));
        assertEquals("execution", first.getString("layer"));
        assertTrue(first.getString("source").contains("go-ethereum"));
        assertTrue(first.getString("enr").startsWith("enr:"));
        assertTrue(Invocation.of("bootnodes").out().contains("gnosis"));
        assertEquals(2, Invocation.of("bootnodes", "--network", "none").code());
    }

    @Test
    void commentsGiveLayerAndSource() {
        List<Bootnodes.Bootnode> parsed = Bootnodes.parse(
                Network.MAINNET,
                "# execution: a/b @ 1: x (2026-01-01)\nenode://1 # also: c/d\n\n# consensus: e/f\nenr:2\n");
        assertEquals(
                List.of(
                        new Bootnodes.Bootnode(Network.MAINNET, "execution", "a/b @ 1: x (2026-01-01)", "enode://1"),
                        new Bootnodes.Bootnode(Network.MAINNET, "consensus", "e/f", "enr:2")),
                parsed);
    }
}
