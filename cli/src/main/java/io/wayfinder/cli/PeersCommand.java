package io.wayfinder.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "peers",
        description = "List the peers that a running sidecar has found.",
        footer = {
            "",
            "Examples:",
            "  wayfinder peers --filter client=Geth --limit 20",
            "  wayfinder peers --filter network=hoodi --filter layer=consensus --filter attnets=3,7 --json",
            "  wayfinder peers --rpc http://127.0.0.1:8545/ --watch",
            "",
            "Filters: forkDigest, nfd, forkId, attnets, syncnets, hasKey, ipVersion, client, network, layer, and live (true",
            "unless said otherwise). All must hold; of several values any one."
        })
final class PeersCommand implements Callable<Integer> {

    /** What the sidecar gives at once. */
    private static final int PAGE = 500;

    private final Console console;

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Option(names = "--rpc", paramLabel = "URL", description = "The sidecar (default: ${DEFAULT-VALUE}).")
    private String rpc = "http://127.0.0.1:8555/";

    @Option(
            names = "--rpc-token-file",
            paramLabel = "FILE",
            description = "A file with the bearer token, where one is needed.")
    private @Nullable Path tokenFile;

    @Option(names = "--filter", paramLabel = "NAME=VALUE", description = "Which peers. Repeatable; or JSON.")
    private List<String> filters = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--watch", description = "Go on with those found, renewed and lost from now on, until Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON: one object, or with --watch one a peer.")
    private boolean json;

    PeersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw Failure.badInput("--limit is 1 or more, not " + limit);
        }
        JsonObject filter = FilterArgument.parse(filters);
        RpcClient sidecar =
                new RpcClient(RpcClient.uri(rpc), Optional.ofNullable(tokenFile).map(RpcOptions::token));
        if (watch) {
            throw sidecar.subscribe(new JsonArray().add("peers").add(filter), this::tell);
        }
        JsonArray peers = peers(sidecar, filter);
        if (json) {
            console.out().println(new JsonObject().put("peers", peers).encode());
        } else {
            print(peers);
        }
        if (peers.isEmpty()) {
            console.note("it has found no such peers yet");
            return ExitCode.NETWORK;
        }
        return ExitCode.DONE;
    }

    private JsonArray peers(RpcClient sidecar, JsonObject filter) {
        JsonArray peers = new JsonArray();
        String cursor = null;
        do {
            JsonArray params = new JsonArray().add(filter).add(Math.min(PAGE, limit - peers.size()));
            if (cursor != null) {
                params.add(cursor);
            }
            JsonObject page = (JsonObject) sidecar.call("wayfinder_peers", params);
            peers.addAll(page.getJsonArray("peers"));
            cursor = page.getString("cursor");
        } while (cursor != null && peers.size() < limit);
        return peers;
    }

    private void print(JsonArray peers) {
        Table table = new Table("NODE ID", "ENDPOINT", "CLIENT", "LAYER", "FORK", "RTT", "SEEN");
        long now = System.currentTimeMillis();
        for (int i = 0; i < peers.size(); i++) {
            JsonObject peer = peers.getJsonObject(i);
            table.row(
                    peer.getString("nodeId"),
                    endpoint(peer),
                    client(peer),
                    layer(peer),
                    fork(peer),
                    peer.containsKey("rttMs") ? peer.getLong("rttMs") + " ms" : "-",
                    Durations.text(Math.max(
                                    0,
                                    Duration.ofMillis(now - peer.getLong("lastSeen", now))
                                            .toSeconds())) + " ago");
        }
        table.print(console.out());
    }

    private void tell(JsonObject event) {
        JsonObject peer = event.getJsonObject("peer");
        if (json) {
            console.out().println(event.encode());
        } else if (peer == null) {
            console.note(event.getString("event") + " " + event.getValue("count"));
        } else {
            console.out()
                    .printf(
                            "%-8s %s  %s  %s  %s%n",
                            event.getString("event"),
                            peer.getString("nodeId"),
                            endpoint(peer),
                            client(peer),
                            fork(peer));
        }
        console.out().flush();
    }

    private static String endpoint(JsonObject peer) {
        JsonObject endpoints = peer.getJsonObject("endpoints", new JsonObject());
        return endpoints.getString("udp", endpoints.getString("udp6", "-"));
    }

    private static String client(JsonObject peer) {
        JsonObject client = peer.getJsonObject("client");
        return client == null ? "-" : (client.getString("name", "") + " " + client.getString("version", "")).strip();
    }

    private static String layer(JsonObject peer) {
        if (peer.containsKey("eth2")) {
            return "consensus";
        }
        return peer.containsKey("eth") ? "execution" : "-";
    }

    private static String fork(JsonObject peer) {
        JsonObject eth2 = peer.getJsonObject("eth2");
        JsonObject eth = peer.getJsonObject("eth");
        if (eth2 != null) {
            return eth2.getString("forkDigest", "-");
        }
        return eth == null ? "-" : eth.getString("forkId", "-");
    }
}
