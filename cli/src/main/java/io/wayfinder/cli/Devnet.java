package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.IpPrefix;
import io.wayfinder.enr.NodeId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.tuweni.bytes.Bytes;

/** A whole network of real nodes on loopback, a UDP socket each, in one process. The first is the others' bootnode. */
final class Devnet {

    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    /** Nothing leaves the machine, whatever the flags say. */
    private static final List<IpPrefix> LOOPBACK_ONLY =
            List.of(IpPrefix.containing("127.0.0.0/8"), IpPrefix.containing("::1/128"));

    private static final int BUCKET_SIZE = 16;

    private static final double NEARLY = 0.95;

    /** Look-ups begun at once to close gaps. */
    private static final int GAPS_MAX = 32;

    private final List<DiscoveryService> nodes;

    /** For each node all the others, by their distance from it. */
    private final List<Collection<List<NodeId>>> neighbours;

    /** For each node, how many entries its buckets have room for and the network has nodes for. */
    private final List<Integer> wanted = new ArrayList<>();

    private Devnet(List<DiscoveryService> nodes) {
        this.nodes = nodes;
        List<NodeId> ids =
                nodes.stream().map(node -> node.localRecord().nodeId()).toList();
        this.neighbours = ids.stream().map(id -> neighbours(id, ids)).toList();
        for (int node = 0; node < ids.size(); node++) {
            wanted.add(gaps(node, Set.of(), new ArrayList<>()));
        }
    }

    /** A node, by its place in the network, and one that it misses. */
    record Gap(int node, NodeId missing) {}

    /** How far the tables are: live entries, of those that there can be, and some of those that lack. */
    record Filling(int live, int wanted, List<Gap> gaps) {

        boolean nearlyComplete() {
            return live >= wanted * NEARLY;
        }

        boolean complete() {
            return live >= wanted;
        }

        int percent() {
            return wanted == 0 ? 100 : (int) (100L * live / wanted);
        }
    }

    /**
     * Fails with one line when a port is in use.
     *
     * @param firstPort the bootnode's UDP port, the others' being those behind it; 0: any
     */
    static Future<Devnet> start(Vertx vertx, int count, int firstPort, Bytes protocolId, Progress progress) {
        List<DiscoveryService> started = new ArrayList<>();
        return DiscoveryService.start(vertx, config(firstPort, protocolId, List.of()))
                .compose(first -> {
                    started.add(first);
                    return startOthers(vertx, count, firstPort, protocolId, progress, started);
                })
                .map(done -> new Devnet(List.copyOf(started)))
                .recover(cause -> stop(started).transform(stopped -> Future.failedFuture(cause)));
    }

    /** One after the other: each finds a network that is already there, as in life, and a busy machine slows down the starting too. */
    private static Future<Void> startOthers(
            Vertx vertx,
            int count,
            int firstPort,
            Bytes protocolId,
            Progress progress,
            List<DiscoveryService> started) {
        if (started.size() == count) {
            return Future.succeededFuture();
        }
        progress.show("started " + started.size() + " of " + count + " nodes");
        int port = firstPort == 0 ? 0 : firstPort + started.size();
        List<Contact> bootnodes = List.of(Contact.of(started.getFirst().localRecord()));
        return DiscoveryService.start(vertx, config(port, protocolId, bootnodes))
                .compose(node -> {
                    started.add(node);
                    return startOthers(vertx, count, firstPort, protocolId, progress, started);
                });
    }

    private static ServiceConfig config(int port, Bytes protocolId, List<Contact> bootnodes) {
        return new ServiceConfig(
                SecretKey.generate(new SecureRandom()),
                List.of(Endpoint.of(LOOPBACK, port)),
                protocolId,
                LOOPBACK_ONLY,
                bootnodes,
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                Optional.empty());
    }

    DiscoveryService bootnode() {
        return nodes.getFirst();
    }

    List<String> enrs() {
        return nodes.stream().map(node -> node.localRecord().text()).toList();
    }

    Future<Filling> filling() {
        List<Future<List<TableEntry>>> tables =
                nodes.stream().map(DiscoveryService::tableEntries).toList();
        return Future.join(tables).map(all -> {
            int live = 0;
            int total = 0;
            List<Gap> gaps = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                Set<NodeId> known = live(tables.get(i).result());
                int missing = gaps(i, known, gaps);
                total += wanted.get(i);
                live += wanted.get(i) - missing;
            }
            return new Filling(live, total, gaps.subList(0, Math.min(gaps.size(), GAPS_MAX)));
        });
    }

    /** Has the node look for whom it misses, as it will in the end by itself, at leisure. */
    void close(List<Gap> gaps) {
        for (Gap gap : gaps) {
            var unused = nodes.get(gap.node()).lookup(gap.missing(), 1);
        }
    }

    /** How many entries the node misses; one node of each bucket with room is added to the gaps. */
    private int gaps(int node, Set<NodeId> known, List<Gap> gaps) {
        int missing = 0;
        for (List<NodeId> bucket : neighbours.get(node)) {
            long have = bucket.stream().filter(known::contains).count();
            long room = Math.min(bucket.size(), BUCKET_SIZE) - have;
            if (room > 0) {
                missing += (int) room;
                bucket.stream()
                        .filter(id -> !known.contains(id))
                        .findAny()
                        .ifPresent(id -> gaps.add(new Gap(node, id)));
            }
        }
        return missing;
    }

    Future<?> stop() {
        return stop(nodes);
    }

    private static Future<?> stop(List<DiscoveryService> nodes) {
        return nodes.isEmpty()
                ? Future.succeededFuture()
                : Future.join(nodes.stream().map(DiscoveryService::stop).toList());
    }

    private static Collection<List<NodeId>> neighbours(NodeId id, List<NodeId> ids) {
        Map<Integer, List<NodeId>> byDistance = new TreeMap<>();
        for (NodeId other : ids) {
            int distance = Distance.log(id, other);
            if (distance > 0) {
                byDistance.computeIfAbsent(distance, none -> new ArrayList<>()).add(other);
            }
        }
        return byDistance.values();
    }

    private static Set<NodeId> live(List<TableEntry> entries) {
        return entries.stream()
                .filter(TableEntry::live)
                .map(entry -> entry.record().nodeId())
                .collect(Collectors.toSet());
    }
}
