package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/** Simulated nodes are at public IPv4 addresses. */
final class TableSound extends Invariant {

    private static final int NETWORK_BYTES = 3;

    TableSound(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Buckets are ordered, each entry in its own, within size and address quotas; none is there twice or the node itself";
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.TableChanged) {
            look(by);
        }
    }

    @Override
    void inspect() {
        world.alive().forEach(this::look);
    }

    private void look(HonestNode node) {
        TableLimits limits = world.limits().table();
        List<TableEntry> entries = node.core().tableEntries();
        Set<NodeId> ids = new LinkedHashSet<>();
        Map<Bytes, Integer> ofTable = new LinkedHashMap<>();
        Map<Bytes, Integer> ofBucket = new LinkedHashMap<>();
        int bucket = 0;
        int size = 0;
        for (TableEntry entry : entries) {
            NodeId id = entry.record().nodeId();
            if (entry.bucket() != bucket) {
                require(node, entry.bucket() > bucket, "bucket %d after %d", entry.bucket(), bucket);
                bucket = entry.bucket();
                size = 0;
                ofBucket.clear();
            }
            size++;
            require(node, size <= limits.bucketSize(), "%d entries in bucket %d", size, bucket);
            require(node, !id.equals(node.id()), "%s is itself", id);
            require(node, ids.add(id), "%s is there twice", id);
            int distance = Metric.logDistance(node.id(), id);
            require(node, distance == bucket, "%s is in bucket %d, and %d away", id, bucket, distance);
            Endpoint endpoint = entry.record().udp4().orElseThrow(() -> violation(node, "no endpoint: " + id));
            Bytes network = endpoint.address().bytes().slice(0, NETWORK_BYTES);
            int inBucket = ofBucket.merge(network, 1, Integer::sum);
            require(node, inBucket <= limits.bucketIpv4(), "%d of %s/24 in bucket %d", inBucket, network, bucket);
            int inTable = ofTable.merge(network, 1, Integer::sum);
            require(node, inTable <= limits.tableIpv4(), "%d of %s/24 in the table", inTable, network);
        }
    }

    private void require(HonestNode node, boolean holds, String seen, Object... parts) {
        if (!holds) {
            throw violation(node, seen.formatted(parts));
        }
    }
}
