package io.wayfinder.discovery.lookup;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.discovery.lookup.Lookup.Query;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A network whose nodes have ideal tables: at each distance all nodes there are, or 16 of them, chosen at random once.
 * They answer bucket by bucket in the order asked, 16 records at most. Each has its buckets in an order of its own, or
 * all in the order of the IDs: then what does not fit into an answer is the same for all, the worst case.
 */
final class KademliaNetwork {

    private static final int BUCKET_SIZE = 16;

    final List<NodeRecord> nodes;
    private final Map<NodeId, Integer> numbers = new HashMap<>();
    private final long seed;
    private final boolean inOneOrder;

    KademliaNetwork(int size, long seed) {
        this(size, seed, false);
    }

    KademliaNetwork(int size, long seed, boolean inOneOrder) {
        this.nodes = new ArrayList<>(TestRecords.first(size));
        this.nodes.sort(Comparator.comparing(NodeRecord::nodeId));
        this.seed = seed;
        this.inOneOrder = inOneOrder;
        for (int i = 0; i < nodes.size(); i++) {
            numbers.put(nodes.get(i).nodeId(), i);
        }
    }

    List<NodeRecord> findNode(Query query) {
        List<NodeRecord> answer = new ArrayList<>();
        for (int distance : query.distances()) {
            for (NodeRecord record : bucket(query.to().nodeId(), distance)) {
                if (answer.size() < BUCKET_SIZE) {
                    answer.add(record);
                }
            }
        }
        return answer;
    }

    List<NodeRecord> bucket(NodeId owner, int distance) {
        if (distance == 0) {
            return List.of(nodes.get(Objects.requireNonNull(numbers.get(owner))));
        }
        // The IDs that share all higher bits of the owner's with this one flipped: neighbours in the order of the IDs.
        int from = lowerBound(flipped(owner, distance, false));
        int to = lowerBound(flipped(owner, distance, true));
        if (to < nodes.size() && Distance.log(owner, nodes.get(to).nodeId()) == distance) {
            to++;
        }
        List<NodeRecord> all = new ArrayList<>(nodes.subList(from, Math.max(from, to)));
        SplittableRandom random = new SplittableRandom(seed ^ owner.w3() ^ distance);
        for (int i = 0; i < Math.min(BUCKET_SIZE, all.size()); i++) {
            Collections.swap(all, i, random.nextInt(i, all.size()));
        }
        List<NodeRecord> bucket = all.subList(0, Math.min(BUCKET_SIZE, all.size()));
        if (inOneOrder) {
            bucket.sort(Comparator.comparing(NodeRecord::nodeId));
        }
        return bucket;
    }

    /** The true nearest ones. */
    List<NodeRecord> nearest(NodeId target, int count, Predicate<NodeRecord> counted) {
        return nodes.stream()
                .filter(counted)
                .sorted((a, b) -> Distance.compare(target, a.nodeId(), b.nodeId()))
                .limit(count)
                .toList();
    }

    /** What a node that is not in the network would have in its ideal table nearest to the target. */
    List<NodeRecord> seeds(NodeId local, NodeId target) {
        List<NodeRecord> table = new ArrayList<>();
        for (int distance = 256; distance > 230; distance--) {
            table.addAll(bucket(local, distance));
        }
        table.removeIf(record -> record.nodeId().equals(local));
        table.sort((a, b) -> Distance.compare(target, a.nodeId(), b.nodeId()));
        return new ArrayList<>(table.subList(0, Math.min(BUCKET_SIZE, table.size())));
    }

    private int lowerBound(NodeId id) {
        int low = 0;
        int high = nodes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nodes.get(middle).nodeId().compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The smallest or the largest ID at the distance. */
    private static NodeId flipped(NodeId id, int distance, boolean largest) {
        long[] words = {id.w0(), id.w1(), id.w2(), id.w3()};
        int bit = distance - 1;
        int word = 3 - bit / 64;
        long below = (1L << (bit % 64)) - 1;
        words[word] ^= 1L << (bit % 64);
        words[word] = largest ? words[word] | below : words[word] & ~below;
        for (int i = word + 1; i < 4; i++) {
            words[i] = largest ? -1 : 0;
        }
        return new NodeId(words[0], words[1], words[2], words[3]);
    }
}
