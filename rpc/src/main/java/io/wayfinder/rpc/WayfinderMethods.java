package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.DiscoveryService.FindResult;
import io.wayfinder.discovery.service.DiscoveryService.PeerPage;
import io.wayfinder.discovery.service.FoundPeer;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.rpc.RpcError.Code;
import java.util.List;

/** The found peers and the table: what no other node offers. */
final class WayfinderMethods {

    /** Peers in one answer: about 1.5 kB each. */
    static final int PEERS_MAX = 1_000;

    static final int PEERS_DEFAULT = 100;

    /** A client that wants a few peers, and does not say for how long it would wait. */
    static final int FIND_COUNT_DEFAULT = 16;

    static final int FIND_TIMEOUT_DEFAULT_MS = 10_000;

    /** Longer searches are searches begun anew: a connection may be gone, and its caller with it. */
    static final int FIND_TIMEOUT_MAX_MS = 60_000;

    /** Characters of a cursor: what the service makes has fewer. */
    private static final int CURSOR_MAX = 200;

    static final Parameter<PeerFilter> FILTER = Parameter.optional(
            "filter", "which peers: all that is named must match, and of a list any one", PeerFilter.form());
    private static final Parameter<Integer> LIMIT = Parameter.optional(
            "limit", "at most so many peers, " + PEERS_DEFAULT + " by default", Form.integer(1, PEERS_MAX));
    private static final Parameter<String> CURSOR =
            Parameter.optional("cursor", "what the page before gave, to go on after it", Form.text(CURSOR_MAX));
    private static final Parameter<Integer> COUNT = Parameter.optional(
            "count", "how many peers are wanted, " + FIND_COUNT_DEFAULT + " by default", Form.integer(1, PEERS_MAX));
    private static final Parameter<Integer> TIMEOUT_MS = Parameter.optional(
            "timeoutMs",
            "how long to look, " + FIND_TIMEOUT_DEFAULT_MS + " by default",
            Form.integer(1, FIND_TIMEOUT_MAX_MS));

    private final DiscoveryService service;

    WayfinderMethods(DiscoveryService service) {
        this.service = service;
    }

    List<Method> all() {
        return List.of(peers(), findPeers(), tableEntries());
    }

    private Method peers() {
        JsonObject page = Schemas.object(
                new JsonObject().put("peers", Schemas.list(Schemas.PEER)),
                new JsonObject().put("cursor", Schemas.TEXT));
        return Method.named(
                        "wayfinder_peers",
                        "The found peers that match, page by page: go on with the cursor while there is one.")
                .takes(FILTER, LIMIT, CURSOR)
                .gives("page", page)
                .example(
                        "[{\"network\": \"hoodi\", \"layer\": \"consensus\"}, 10]",
                        "{\"peers\":[" + Examples.PEER + "]}")
                .answers((arguments, caller) -> page(arguments).map(WayfinderMethods::json));
    }

    private Future<PeerPage> page(Arguments arguments) {
        PeerFilter filter = arguments.find(FILTER).orElse(PeerFilter.LIVE);
        try {
            return service.peers(filter::matches, arguments.find(LIMIT).orElse(PEERS_DEFAULT), arguments.find(CURSOR));
        } catch (IllegalArgumentException e) {
            throw Arguments.invalid("cursor: not one that wayfinder_peers gave");
        }
    }

    private static JsonObject json(PeerPage page) {
        JsonObject json = new JsonObject().put("peers", json(page.peers()));
        page.cursor().ifPresent(cursor -> json.put("cursor", cursor));
        return json;
    }

    private static JsonArray json(List<FoundPeer> peers) {
        return new JsonArray(peers.stream().map(PeerJson::of).toList());
    }

    private Method findPeers() {
        JsonObject found =
                new JsonObject().put("peers", Schemas.list(Schemas.PEER)).put("complete", Schemas.BOOLEAN);
        return Method.named(
                        "wayfinder_findPeers",
                        "Looks in the network until so many live peers match, or the time is up: complete says which.")
                .takes(FILTER, COUNT, TIMEOUT_MS)
                .gives("found", Schemas.object(found))
                .fails(Code.BUSY)
                .example("[{\"attnets\": [3, 7]}, 1, 1000]", "{\"peers\":[" + Examples.PEER + "],\"complete\":true}")
                .asks(
                        arguments -> service.findPeers(
                                arguments.find(FILTER).orElse(PeerFilter.LIVE)::matches,
                                arguments.find(COUNT).orElse(FIND_COUNT_DEFAULT),
                                arguments.find(TIMEOUT_MS).orElse(FIND_TIMEOUT_DEFAULT_MS)),
                        WayfinderMethods::json);
    }

    private static JsonObject json(FindResult found) {
        return new JsonObject().put("peers", json(found.peers())).put("complete", found.complete());
    }

    private Method tableEntries() {
        JsonObject entry = new JsonObject()
                .put("node", Schemas.ENR)
                .put("nodeId", Schemas.NODE_ID)
                .put("addedToTable", Schemas.INTEGER)
                .put("addedToBucket", Schemas.INTEGER)
                .put("checks", Schemas.INTEGER)
                .put("live", Schemas.BOOLEAN)
                .put("bucket", Schemas.INTEGER);
        return Method.named("wayfinder_tableEntries", "Every entry of the routing table; times are Unix milliseconds.")
                .gives("entries", Schemas.list(Schemas.object(entry)))
                .example(
                        "[]",
                        "[{\"node\":\"" + Examples.ENR + "\",\"nodeId\":\"" + Examples.NODE_ID
                                + "\",\"addedToTable\":1795305600000,\"addedToBucket\":1795305600000,"
                                + "\"checks\":2,\"live\":true,\"bucket\":256}]")
                .answers((arguments, caller) -> service.tableEntries()
                        .map(entries -> new JsonArray(
                                entries.stream().map(WayfinderMethods::json).toList())));
    }

    private static JsonObject json(TableEntry entry) {
        return new JsonObject()
                .put("node", entry.record().text())
                .put("nodeId", entry.record().nodeId().bytes().toHexString())
                .put("addedToTable", entry.addedToTableMs())
                .put("addedToBucket", entry.addedToBucketMs())
                .put("checks", entry.checks())
                .put("live", entry.live())
                .put("bucket", entry.bucket());
    }
}
