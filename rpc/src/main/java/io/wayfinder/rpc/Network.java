package io.wayfinder.rpc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tuweni.bytes.Bytes;

/**
 * How the nodes of one network are told from others in the DHT that all share. From a dated file in this package: its fork IDs and digests
 * are all that the network has had and has scheduled, since bootnodes' records and nodes that were not updated announce old ones.
 */
record Network(String name, Set<Bytes> forkIds, Set<Bytes> forkDigests) {

    /** The two kinds of Ethereum node. */
    enum Layer {
        EXECUTION,
        CONSENSUS;

        /** Whether the record announces a node of this kind, of whatever network. */
        boolean has(NodeRecord record) {
            return record.entries().containsKey((this == EXECUTION ? Entries.ETH : Entries.ETH2).key());
        }
    }

    private static final JsonObject DATA = data();

    /** The day that the data are of, ISO 8601. */
    static final String AS_OF = DATA.getString("asOf");

    static final List<Network> KNOWN = known();

    boolean has(NodeRecord record, Layer layer) {
        return switch (layer) {
            case EXECUTION ->
                record.get(Entries.ETH)
                        .filter(eth -> forkIds.contains(eth.hash()))
                        .isPresent();
            case CONSENSUS ->
                record.get(Entries.ETH2)
                        .filter(eth2 -> forkDigests.contains(eth2.forkDigest()))
                        .isPresent();
        };
    }

    private static JsonObject data() {
        try (InputStream file = Network.class.getResourceAsStream("networks.json")) {
            if (file == null) {
                throw new IllegalStateException("networks.json is not in this build");
            }
            return new JsonObject(Buffer.buffer(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Network> known() {
        JsonObject networks = DATA.getJsonObject("networks");
        List<Network> known = new ArrayList<>();
        for (String name : networks.fieldNames()) {
            JsonObject network = networks.getJsonObject(name);
            known.add(new Network(name, values(network, "execution"), values(network, "consensus")));
        }
        return List.copyOf(known);
    }

    private static Set<Bytes> values(JsonObject network, String layer) {
        return network.getJsonObject(layer).getMap().values().stream()
                .map(hex -> Bytes.fromHexString(hex.toString()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
