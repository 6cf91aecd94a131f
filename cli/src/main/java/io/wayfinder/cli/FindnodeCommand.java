package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.rpc.RecordJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "findnode",
        description = "Ask a node for the nodes that it knows at some distances from itself.",
        footer = {
            "",
            "Examples:",
            "  wayfinder findnode enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjz...",
            "  wayfinder findnode enr:-IS4QHCYr... --distances 256,255 --json",
            "  wayfinder findnode enr:-IS4QHCYr... --distances 0      its own newest record"
        })
final class FindnodeCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int DISTANCE_MAX = 256;

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "ENR", description = "An ENR, an enode:// URL, a file holding one, or - for stdin.")
    private String node = "";

    @Option(
            names = "--distances",
            split = ",",
            paramLabel = "N",
            description = "Logarithmic distances, 0 to 256 (default: 256,255,254).")
    private List<Integer> distances = new ArrayList<>();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    FindnodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Integer> asked = distances.isEmpty() ? List.of(256, 255, 254) : distances;
        for (int distance : asked) {
            if (distance < 0 || distance > DISTANCE_MAX) {
                throw Failure.badInput("a distance is from 0 to 256, not " + distance);
            }
        }
        Contact contact = ContactArgument.one(console, node, Secp256k1.provider());
        try (ThrowawayNode us = ThrowawayNode.start(network, List.of(contact), List.of())) {
            List<NodeRecord> records = us.await(us.service().findNode(contact, asked), LIMIT);
            print(contact, asked, records);
            if (records.isEmpty()) {
                console.note("it answered, and knows nobody at distance "
                        + String.join(", ", asked.stream().map(String::valueOf).toList()));
                return ExitCode.NETWORK;
            }
            return ExitCode.DONE;
        }
    }

    private void print(Contact contact, List<Integer> asked, List<NodeRecord> records) {
        if (json) {
            JsonArray nodes = new JsonArray();
            records.forEach(record ->
                    nodes.add(RecordJson.brief(record).put("distance", Distance.log(contact.id(), record.nodeId()))));
            console.out()
                    .println(new JsonObject()
                            .put("nodeId", contact.id().bytes().toHexString())
                            .put("distances", new JsonArray(asked))
                            .put("nodes", nodes)
                            .encode());
            return;
        }
        Table table = new Table("DISTANCE", "NODE ID", "ENDPOINT", "SEQ", "ENR");
        records.forEach(record -> table.row(
                Integer.toString(Distance.log(contact.id(), record.nodeId())),
                record.nodeId().bytes().toHexString(),
                RecordFields.endpoint(record),
                Long.toUnsignedString(record.seq()),
                record.text()));
        table.print(console.out());
    }
}
