package io.wayfinder.simulation;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A Kademlia whose tables are perfect, for comparison: every bucket holds k of the nodes that belong there, or all, every
 * node answers, and nothing is lost. Computed, not simulated, and by its own look-up: α questions on their way, until
 * the k nearest that were heard of have answered. A stranger's answer takes two round trips, for the handshake.
 */
final class Omniscient {

    private static final int DISTANCES = 256;
    /** Records in an answer (wire, "NODES"). */
    private static final int ANSWER_MAX = 16;

    private final LatencyMap latencies = new LatencyMap();
    private final LookupLimits limits;
    private final int bucketSize;
    private final SplittableRandom picks;
    private final List<HonestNode> nodes;
    /** Made when they are first asked. */
    private final Map<NodeId, List<List<HonestNode>>> tables = new LinkedHashMap<>();

    /** @param ms how long it takes */
    record Found(List<NodeId> nearest, int hops, int queries, double ms) {}

    private record Answer(HonestNode from, long atUs) {}

    private static final class Seen {

        final HonestNode node;
        int hops;
        boolean asked;

        Seen(HonestNode node, int hops) {
            this.node = node;
            this.hops = hops;
        }
    }

    Omniscient(List<HonestNode> nodes, LookupLimits limits, int bucketSize, SplittableRandom picks) {
        this.limits = limits;
        this.bucketSize = bucketSize;
        this.picks = picks;
        this.nodes = List.copyOf(nodes);
    }

    /** The look-up that a node would make. */
    Found lookUp(HonestNode by, NodeId target) {
        List<Seen> seen = new ArrayList<>();
        for (int d = 1; d <= DISTANCES; d++) {
            bucket(by, d).forEach(node -> hear(seen, target, by, node, 1));
        }
        Set<NodeId> acquainted = new LinkedHashSet<>();
        seen.forEach(each -> acquainted.add(each.node.id()));
        PriorityQueue<Answer> underWay = new PriorityQueue<>(Comparator.comparingLong(Answer::atUs));
        int queries = 0;
        long nowUs = 0;
        while (true) {
            for (Seen next : nearest(seen)) {
                if (!next.asked && underWay.size() < limits.parallelism()) {
                    next.asked = true;
                    queries++;
                    long wayUs = 2 * latencies.delayUs(by.region(), next.node.region());
                    int trips = acquainted.contains(next.node.id()) ? 1 : 2;
                    underWay.add(new Answer(next.node, nowUs + trips * wayUs));
                }
            }
            Answer answer = underWay.poll();
            if (answer == null) {
                break;
            }
            nowUs = answer.atUs();
            take(seen, target, by, answer.from());
        }
        List<Seen> result = nearest(seen);
        int hops = result.stream().mapToInt(each -> each.hops).max().orElse(0);
        List<NodeId> ids = result.stream().map(each -> each.node.id()).toList();
        return new Found(ids, hops, queries, nowUs / 1_000.0);
    }

    private void take(List<Seen> seen, NodeId target, HonestNode by, HonestNode from) {
        int hops = 0;
        for (Seen each : seen) {
            if (each.node == from) {
                hops = each.hops;
            }
        }
        for (HonestNode told : answer(from, by, distances(target, from.id(), seen))) {
            hear(seen, target, by, told, hops + 1);
        }
    }

    private List<Seen> nearest(List<Seen> seen) {
        return List.copyOf(seen.subList(0, Math.min(limits.resultSize(), seen.size())));
    }

    /** Keeps them nearest first. */
    private static void hear(List<Seen> seen, NodeId target, HonestNode by, HonestNode node, int hops) {
        if (node == by) {
            return;
        }
        int at = seen.size();
        while (at > 0
                && Distance.compare(target, node.id(), seen.get(at - 1).node.id()) < 0) {
            at--;
        }
        if (at > 0 && seen.get(at - 1).node == node) {
            seen.get(at - 1).hops = Math.min(seen.get(at - 1).hops, hops);
        } else {
            seen.add(at, new Seen(node, hops));
        }
    }

    private List<HonestNode> answer(HonestNode asked, HonestNode by, List<Integer> distances) {
        List<HonestNode> told = new ArrayList<>();
        for (int d : distances) {
            for (HonestNode node : d == 0 ? List.of(asked) : bucket(asked, d)) {
                if (node != by && told.size() < ANSWER_MAX) {
                    told.add(node);
                }
            }
        }
        return told;
    }

    /** The bucket where the target belongs and those beside it; of the target itself those where others were seen. */
    private List<Integer> distances(NodeId target, NodeId asked, List<Seen> seen) {
        List<Integer> distances = new ArrayList<>();
        int d = Distance.log(target, asked);
        distances.add(d);
        if (d == 0) {
            nearest(seen).stream()
                    .map(each -> Distance.log(target, each.node.id()))
                    .filter(other -> other > 0)
                    .distinct()
                    .forEach(distances::add);
        }
        for (int step = 1; d > 0 && distances.size() < limits.distancesPerQuery() && step < DISTANCES; step++) {
            if (d + step <= DISTANCES) {
                distances.add(d + step);
            }
            if (d - step >= 1) {
                distances.add(d - step);
            }
        }
        return distances.subList(0, Math.min(distances.size(), limits.distancesPerQuery()));
    }

    private List<HonestNode> bucket(HonestNode node, int distance) {
        return tables.computeIfAbsent(node.id(), this::table).get(distance);
    }

    /** Any k of those at each distance, each with the same chance. */
    private List<List<HonestNode>> table(NodeId id) {
        List<List<HonestNode>> buckets = new ArrayList<>();
        for (int d = 0; d <= DISTANCES; d++) {
            buckets.add(new ArrayList<>());
        }
        int[] there = new int[DISTANCES + 1];
        for (HonestNode node : nodes) {
            int d = Distance.log(id, node.id());
            int place = there[d] < bucketSize ? there[d] : picks.nextInt(there[d] + 1);
            if (there[d] < bucketSize) {
                buckets.get(d).add(node);
            } else if (place < bucketSize) {
                buckets.get(d).set(place, node);
            }
            there[d]++;
        }
        return buckets;
    }
}
