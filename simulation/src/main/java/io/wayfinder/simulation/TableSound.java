package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
        Round round = new Round(node);
        node.core().tableEntries().forEach(round::take);
    }

    /** Through the entries of one table, in their order. */
    private final class Round {

        private final HonestNode node;
        private final TableLimits limits = world.limits().table();
        private final Set<NodeId> ids = new LinkedHashSet<>();
        private final Map<Bytes, Integer> ofTable = new LinkedHashMap<>();
        private final Map<Bytes, Integer> ofBucket = new LinkedHashMap<>();
        private int bucket;
        private int size;

        Round(HonestNode node) {
            this.node = node;
        }

        void take(TableEntry entry) {
            NodeId id = entry.record().nodeId();
            if (entry.bucket() != bucket) {
                require(entry.bucket() > bucket, () -> "bucket " + entry.bucket() + " comes after " + bucket);
                bucket = entry.bucket();
                size = 0;
                ofBucket.clear();
            }
            size++;
            require(size <= limits.bucketSize(), () -> size + " entries in bucket " + bucket);
            require(!id.equals(node.id()), () -> id + " is itself");
            require(ids.add(id), () -> id + " is there twice");
            int distance = Metric.logDistance(node.id(), id);
            require(distance == bucket, () -> id + " is in bucket " + bucket + ", and " + distance + " away");
            Endpoint endpoint = entry.record().udp4().orElseThrow(() -> violation(node, "no endpoint: " + id));
            Bytes network = endpoint.address().bytes().slice(0, NETWORK_BYTES);
            int inBucket = ofBucket.merge(network, 1, Integer::sum);
            require(inBucket <= limits.bucketIpv4(), () -> inBucket + " of " + network + "/24 in bucket " + bucket);
            int inTable = ofTable.merge(network, 1, Integer::sum);
            require(inTable <= limits.tableIpv4(), () -> inTable + " of " + network + "/24 in the table");
        }

        private void require(boolean holds, Supplier<String> seen) {
            if (!holds) {
                throw violation(node, seen.get());
            }
        }
    }
}
