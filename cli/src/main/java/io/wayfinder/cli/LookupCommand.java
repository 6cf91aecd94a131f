package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService.LookupResult;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.rpc.RecordJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lookup",
        description = "Find the 16 nodes nearest to a node ID that answer.",
        footer = {
            "",
            "Examples:",
            "  wayfinder lookup 0xa448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7 --network mainnet",
            "  wayfinder lookup a448f24c... --bootnodes enr:-IS4QHCYr... --paths 3 --json",
            "",
            "It begins at the --bootnodes, where some are given, else at those of the --network (default: mainnet)."
        })
final class LookupCommand implements Callable<Integer> {

    /** A lookup is bounded by the service; this only guards against waiting for ever. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final int PATHS_MAX = 16;

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NODEID", description = "64 hex digits, or an ENR or enode:// URL whose ID is meant.")
    private String target = "";

    @Option(
            names = "--paths",
            paramLabel = "N",
            description = "Search along N disjoint paths, against hostile nodes (default: ${DEFAULT-VALUE}).")
    private int paths = 1;

    @Mixin
    private final BootnodeOptions bootnodes = new BootnodeOptions();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    LookupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (paths < 1 || paths > PATHS_MAX) {
            throw Failure.badInput("--paths is from 1 to " + PATHS_MAX + ", not " + paths);
        }
        Secp256k1 curve = Secp256k1.provider();
        NodeId id = ContactArgument.nodeId(console, target, curve);
        List<Contact> entrance = bootnodes.entrance(console, curve);
        try (ThrowawayNode us = ThrowawayNode.start(network, List.of(), entrance)) {
            us.join(entrance);
            LookupResult result = us.await(us.service().lookup(id, paths), LIMIT);
            print(id, result);
            if (result.nearest().isEmpty()) {
                console.note("nobody was found");
                return ExitCode.NETWORK;
            }
            return ExitCode.DONE;
        }
    }

    private void print(NodeId id, LookupResult result) {
        if (json) {
            JsonArray nodes = new JsonArray();
            result.nearest()
                    .forEach(record ->
                            nodes.add(RecordJson.brief(record).put("distance", Distance.log(id, record.nodeId()))));
            console.out()
                    .println(new JsonObject()
                            .put("target", id.bytes().toHexString())
                            .put("nodes", nodes)
                            .put("hops", result.hops())
                            .put("queries", result.queries())
                            .put("elapsedMs", result.elapsedMs())
                            .encode());
            return;
        }
        Table table = new Table("DISTANCE", "NODE ID", "ENDPOINT", "SEQ");
        result.nearest()
                .forEach(record -> table.row(
                        Integer.toString(Distance.log(id, record.nodeId())),
                        record.nodeId().bytes().toHexString(),
                        RecordFields.endpoint(record),
                        Long.toUnsignedString(record.seq())));
        table.print(console.out());
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%d nodes, %d hops, %d queries, %.2f s",
                        result.nearest().size(),
                        result.hops(),
                        result.queries(),
                        result.elapsedMs() / 1000.0));
    }
}
