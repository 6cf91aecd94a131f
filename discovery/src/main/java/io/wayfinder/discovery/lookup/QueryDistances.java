package io.wayfinder.discovery.lookup;

import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which buckets of a node hold what is nearest to the target. With d the log distance from node to target: bucket d
 * holds nodes nearer to the target than d, the buckets below it nodes at d exactly, half as many in each as in the one
 * above, and bucket d + 1 nodes at d + 1. A node gives what it has in the order asked, 16 records at most.
 */
final class QueryDistances {

    private static final int MAX = 256;

    private QueryDistances() {}

    /** The distances to ask {@code asked} for, the most useful first; 0, its own record, only when it is the target. */
    static List<Integer> of(NodeId target, NodeId asked, List<NodeId> nearestSeen, int count) {
        int d = Distance.log(target, asked);
        return d == 0 ? aroundTarget(target, nearestSeen, count) : alternating(d, count);
    }

    private static List<Integer> alternating(int d, int count) {
        List<Integer> distances = new ArrayList<>(count);
        distances.add(d);
        for (int step = 1; distances.size() < count && step < MAX; step++) {
            if (d + step <= MAX) {
                distances.add(d + step);
            }
            if (d - step >= 1 && distances.size() < count) {
                distances.add(d - step);
            }
        }
        return distances;
    }

    /** The target's own record, and its neighbours at the distances at which others were seen. */
    private static List<Integer> aroundTarget(NodeId target, List<NodeId> nearestSeen, int count) {
        List<Integer> distances = new ArrayList<>(count);
        distances.add(0);
        for (NodeId seen : nearestSeen) {
            int d = Distance.log(target, seen);
            if (distances.size() < count && !distances.contains(d)) {
                distances.add(d);
            }
        }
        for (int d = MAX; distances.size() < count && d > 0; d--) {
            if (!distances.contains(d)) {
                distances.add(d);
            }
        }
        return distances;
    }
}
