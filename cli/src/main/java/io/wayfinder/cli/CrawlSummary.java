package io.wayfinder.cli;

import io.vertx.core.json.JsonObject;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.NodeRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which kinds of nodes a crawl has found. */
final class CrawlSummary {

    private static final String NONE = "none";

    private final Map<String, Integer> clients = new TreeMap<>();
    private final Map<String, Integer> forkDigests = new TreeMap<>();
    private final Map<String, Integer> forkIds = new TreeMap<>();
    private final Map<String, Integer> ipVersions = new TreeMap<>();

    CrawlSummary(Collection<CrawledNode> nodes) {
        for (CrawledNode node : nodes) {
            NodeRecord record = node.record();
            clients.merge(client(record), 1, Integer::sum);
            forkDigests.merge(
                    record.get(Entries.ETH2)
                            .map(eth2 -> eth2.forkDigest().toHexString())
                            .orElse(NONE),
                    1,
                    Integer::sum);
            forkIds.merge(
                    record.get(Entries.ETH).map(eth -> eth.hash().toHexString()).orElse(NONE), 1, Integer::sum);
            ipVersions.merge(ipVersion(record), 1, Integer::sum);
        }
    }

    JsonObject json() {
        return new JsonObject()
                .put("clients", json(clients))
                .put("forkDigests", json(forkDigests))
                .put("forkIds", json(forkIds))
                .put("ipVersions", json(ipVersions));
    }

    /** Who does not name itself (EIP-7636) is known by its layer at most. */
    private static String client(NodeRecord record) {
        if (record.get(Entries.CLIENT).isPresent()) {
            return record.get(Entries.CLIENT).get().name();
        }
        if (record.entries().containsKey(Entries.ETH2.key())) {
            return "unnamed consensus";
        }
        return record.entries().containsKey(Entries.ETH.key()) ? "unnamed execution" : "unnamed";
    }

    private static String ipVersion(NodeRecord record) {
        if (record.udp4().isPresent()) {
            return record.get(Entries.IP6).isPresent() ? "4+6" : "4";
        }
        return record.udp6().isPresent() ? "6" : NONE;
    }

    /** The most frequent first. */
    private static JsonObject json(Map<String, Integer> counts) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new JsonObject(sorted);
    }
}
