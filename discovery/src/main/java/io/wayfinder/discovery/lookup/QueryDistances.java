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

    /**
     * What is worth asking a node again for, whose answer was full: the buckets that it did not get to and that can
     * hold nodes within {@code reach}, a log distance from the target. The farthest come first: they are the largest,
     * and the last that the first question gets to, so that every node asked cuts them off.
     */
    static List<Integer> cutOff(NodeId target, NodeId asked, List<Integer> told, int reach, int count) {
        int d = Distance.log(target, asked);
        List<Integer> distances = new ArrayList<>(count);
        if (d == 0 || d > reach) {
            return distances;
        }
        // From the target's bucket up to the reach each holds nodes as far as it is itself, all below hold nodes at d.
        for (int distance = reach; distance >= 1 && distances.size() < count; distance--) {
            if (!told.contains(distance)) {
                distances.add(distance);
            }
        }
        return distances;
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
