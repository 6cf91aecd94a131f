package io.wayfinder.discovery.table;

import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries nearest to a target, without going through the whole table: the buckets are visited in the order of
 * their distance from the target. With x = local XOR target, the nodes of bucket i are at x with bit i flipped and
 * lower bits arbitrary. Flipping a bit that is set brings them nearer than our own node, the more the higher the bit;
 * flipping one that is not set takes them further away, the less the lower it is.
 */
final class Nearest {

    private final TableLimits limits;
    private final int count;
    private final Comparator<KnownNode> order;
    private final List<KnownNode> live = new ArrayList<>();
    private final List<KnownNode> others = new ArrayList<>();

    private Nearest(NodeId target, int count, TableLimits limits) {
        this.limits = limits;
        this.count = count;
        this.order = (a, b) -> Distance.compare(target, a.id(), b.id());
    }

    static List<NodeRecord> of(
            NodeId local, @Nullable KBucket[] buckets, NodeId target, int count, TableLimits limits) {
        Nearest nearest = new Nearest(target, count, limits);
        for (int distance = buckets.length - 1; distance > 0; distance--) {
            if (differ(local, target, distance)) {
                nearest.visit(buckets[distance]);
            }
        }
        for (int distance = 1; distance < buckets.length; distance++) {
            if (!differ(local, target, distance)) {
                nearest.visit(buckets[distance]);
            }
        }
        return nearest.result();
    }

    /** Whether the IDs differ in the highest bit in which ours differs from those of the bucket. */
    private static boolean differ(NodeId a, NodeId b, int distance) {
        int bit = distance - 1;
        long word = switch (bit / Long.SIZE) {
            case 3 -> a.w0() ^ b.w0();
            case 2 -> a.w1() ^ b.w1();
            case 1 -> a.w2() ^ b.w2();
            default -> a.w3() ^ b.w3();
        };
        return (word >>> (bit % Long.SIZE) & 1) != 0;
    }

    private void visit(@Nullable KBucket bucket) {
        if (bucket == null || live.size() >= count) {
            return;
        }
        List<KnownNode> entries = new ArrayList<>(bucket.entries);
        entries.sort(order);
        for (KnownNode entry : entries) {
            (entry.live(limits) ? live : others).add(entry);
        }
    }

    private List<NodeRecord> result() {
        List<KnownNode> chosen = new ArrayList<>(live.subList(0, Math.min(count, live.size())));
        chosen.addAll(others.subList(0, Math.min(count - chosen.size(), others.size())));
        chosen.sort(order);
        List<NodeRecord> records = new ArrayList<>(chosen.size());
        for (KnownNode node : chosen) {
            records.add(node.record);
        }
        return records;
    }
}
