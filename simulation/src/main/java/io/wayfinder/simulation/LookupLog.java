package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts look-ups and judges what they found by who is there in truth. */
final class LookupLog implements Watcher {

    /** As many as a look-up gives. */
    private static final int NEAREST = 16;

    private final World world;
    private final Map<Key, Started> running = new LinkedHashMap<>();
    private final Samples hops = new Samples();
    private final Samples queries = new Samples();
    private final Samples times = new Samples();
    private final Samples recall = new Samples();
    /** With nobody to ask a look-up ends while the command that starts it runs. */
    private Output.@Nullable LookedUp early;

    private long started;
    private long judged;
    private long found;

    private record Key(int node, long command) {}

    private record Started(HonestNode target, long atMs) {}

    LookupLog(World world) {
        this.world = world;
    }

    /** One node looks for another. */
    void start(HonestNode by, HonestNode target) {
        long startedMs = world.nowMs();
        long command = by.lookup(target.id());
        started++;
        Started was = new Started(target, startedMs);
        if (early != null && early.command() == command) {
            ended(by, was, early);
        } else {
            running.put(new Key(by.number(), command), was);
        }
        early = null;
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.LookedUp ended) {
            Started was = running.remove(new Key(by.number(), ended.command()));
            if (was != null) {
                ended(by, was, ended);
            } else {
                early = ended;
            }
        }
    }

    @Override
    public void stopped(HonestNode node) {
        running.keySet().removeIf(key -> key.node() == node.number());
    }

    private void ended(HonestNode by, Started was, Output.LookedUp ended) {
        hops.add(ended.hops());
        queries.add(ended.queries());
        times.add((double) (world.nowMs() - was.atMs()));
        Set<NodeId> results = new LinkedHashSet<>();
        ended.nearest().stream().map(NodeRecord::nodeId).forEach(results::add);
        List<NodeId> truth = nearestAlive(by, was.target().id());
        int right = 0;
        for (NodeId id : truth) {
            right += results.contains(id) ? 1 : 0;
        }
        recall.add(truth.isEmpty() ? 1 : (double) right / truth.size());
        // One that left meanwhile cannot be found, and one behind a NAT need not.
        if (was.target().isAlive() && was.target().nat() == null) {
            judged++;
            found += results.contains(was.target().id()) ? 1 : 0;
        }
    }

    /** Of those whose record says where they are. */
    private List<NodeId> nearestAlive(HonestNode by, NodeId target) {
        List<NodeId> nearest = new ArrayList<>(NEAREST + 1);
        for (HonestNode node : world.alive()) {
            NodeId id = node.id();
            boolean near = nearest.size() < NEAREST || Distance.compare(target, id, nearest.getLast()) < 0;
            if (near && node != by && node.record().udp4().isPresent()) {
                insert(nearest, target, id);
            }
        }
        return nearest;
    }

    private static void insert(List<NodeId> nearest, NodeId target, NodeId id) {
        int at = nearest.size();
        while (at > 0 && Distance.compare(target, id, nearest.get(at - 1)) < 0) {
            at--;
        }
        nearest.add(at, id);
        if (nearest.size() > NEAREST) {
            nearest.removeLast();
        }
    }

    Summary.Lookups summary() {
        return new Summary.Lookups(
                started,
                judged,
                found,
                recall.mean(),
                hops.mean(),
                queries.mean(),
                times.percentile(50),
                times.percentile(90),
                times.percentile(99));
    }
}
