package io.wayfinder.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.request.AddressRules.Cidr;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.ServiceConfig;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** A whole network of real nodes on loopback, a UDP socket each, in one process. The first is the others' bootnode. */
final class Devnet {

    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    /** Nothing leaves the machine, whatever the flags say. */
    private static final List<Cidr> LOOPBACK_ONLY = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));

    private static final int BUCKETS = 256;
    private static final int BUCKET_SIZE = 16;

    private final List<DiscoveryService> nodes;

    /** For each node, how many entries each bucket has room for and the network has nodes for. */
    private final List<int[]> wanted;

    private Devnet(List<DiscoveryService> nodes) {
        this.nodes = nodes;
        this.wanted = wanted(nodes.stream().map(node -> node.localRecord().nodeId()).toList());
    }

    /** How far the tables are: live entries, of those that there can be. */
    record Filling(int live, int wanted) {

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
        return start(vertx, config(firstPort, protocolId, List.of()))
                .compose(first -> {
                    started.add(first);
                    return startOthers(vertx, count, firstPort, protocolId, progress, started);
                })
                .map(done -> new Devnet(List.copyOf(started)))
                .recover(cause -> stop(started).transform(stopped -> Future.failedFuture(cause)));
    }

    private static Future<DiscoveryService> start(Vertx vertx, ServiceConfig config) {
        return DiscoveryService.start(vertx, config);
    }

    /** One after the other, so that each finds a network that is already there, as in life. */
    private static Future<Void> startOthers(
            Vertx vertx, int count, int firstPort, Bytes protocolId, Progress progress, List<DiscoveryService> started) {
        if (started.size() == count) {
            return Future.succeededFuture();
        }
        progress.show("started " + started.size() + " of " + count + " nodes");
        int port = firstPort == 0 ? 0 : firstPort + started.size();
        List<Contact> bootnodes = List.of(Contact.of(started.getFirst().localRecord()));
        return start(vertx, config(port, protocolId, bootnodes)).compose(node -> {
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
            for (int i = 0; i < nodes.size(); i++) {
                int[] room = wanted.get(i);
                int[] have = liveByBucket(tables.get(i).result());
                for (int bucket = 1; bucket <= BUCKETS; bucket++) {
                    live += Math.min(have[bucket], room[bucket]);
                    total += room[bucket];
                }
            }
            return new Filling(live, total);
        });
    }

    Future<?> stop() {
        return stop(nodes);
    }

    private static Future<?> stop(List<DiscoveryService> nodes) {
        return nodes.isEmpty()
                ? Future.succeededFuture()
                : Future.join(nodes.stream().map(DiscoveryService::stop).toList());
    }

    private static int[] liveByBucket(List<TableEntry> entries) {
        int[] live = new int[BUCKETS + 1];
        entries.stream().filter(TableEntry::live).forEach(entry -> live[entry.bucket()]++);
        return live;
    }

    private static List<int[]> wanted(List<NodeId> ids) {
        List<int[]> wanted = new ArrayList<>();
        for (NodeId id : ids) {
            int[] room = new int[BUCKETS + 1];
            for (NodeId other : ids) {
                int distance = Distance.log(id, other);
                if (distance > 0 && room[distance] < BUCKET_SIZE) {
                    room[distance]++;
                }
            }
            wanted.add(room);
        }
        return wanted;
    }
}
