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
import java.util.SequencedSet;
import java.util.Set;

/** Starts look-ups and judges what they found by who is there in truth. */
final class LookupLog implements Onlooker {

    private final World world;
    private final int paths;
    /** All that ever were there. */
    private final Set<NodeId> honest = new LinkedHashSet<>();

    private final List<Errand> errands = new ArrayList<>();
    private final Map<Command, Started> running = new LinkedHashMap<>();
    private final Samples hops = new Samples();
    private final Samples queries = new Samples();
    private final Samples times = new Samples();
    private final Samples recall = new Samples();
    private final Samples foreign = new Samples();

    private long judged;
    private long found;
    private long captured;

    /** A look-up of an honest node for another. */
    record Errand(HonestNode by, HonestNode target) {}

    private record Started(HonestNode target, long atMs) {}

    /** @param paths of each look-up */
    LookupLog(World world, int paths) {
        this.world = world;
        this.paths = paths;
    }

    /** All that were started. */
    List<Errand> errands() {
        return List.copyOf(errands);
    }

    long judged() {
        return judged;
    }

    long found() {
        return found;
    }

    @Override
    public void started(HonestNode node) {
        honest.add(node.id());
    }

    /** One node looks for another. */
    void start(HonestNode by, HonestNode target) {
        long startedMs = world.nowMs();
        long command = by.lookup(target.id(), paths);
        errands.add(new Errand(by, target));
        running.put(new Command(by.number(), command), new Started(target, startedMs));
    }

    @Override
    public void lookedUp(Lane.Ended ended) {
        Started was =
                running.remove(new Command(ended.by().number(), ended.output().command()));
        if (was != null) {
            judge(ended, was);
        }
    }

    @Override
    public void stopped(HonestNode node) {
        running.keySet().removeIf(key -> key.node() == node.number());
    }

    private void judge(Lane.Ended ended, Started was) {
        Output.LookedUp output = ended.output();
        hops.add(output.hops());
        queries.add(output.queries());
        times.add((double) (ended.atMs() - was.atMs()));
        SequencedSet<NodeId> results = new LinkedHashSet<>();
        output.nearest().stream().map(NodeRecord::nodeId).forEach(results::add);
        long strangers = results.stream().filter(id -> !honest.contains(id)).count();
        foreign.add((double) strangers / Math.max(1, results.size()));
        List<NodeId> truth = nearest(world, ended.by(), was.target().id(), ended.atMs());
        int right = 0;
        for (NodeId id : truth) {
            right += results.contains(id) ? 1 : 0;
        }
        recall.add(truth.isEmpty() ? 1 : (double) right / truth.size());
        // One that left meanwhile cannot be found, and one behind a NAT need not.
        if (was.target().isAlive() && was.target().nat() == null) {
            judged++;
            boolean there = results.contains(was.target().id());
            boolean theirs = !results.isEmpty() && !honest.contains(results.getFirst());
            found += there ? 1 : 0;
            captured += !there && theirs ? 1 : 0;
        }
    }

    /**
     * As many as a look-up gives, of those whose record says where they are.
     *
     * @param atMs before which it did: lanes may have gone on since
     */
    static List<NodeId> nearest(World world, HonestNode by, NodeId target, long atMs) {
        int wanted = world.limits().lookup().resultSize();
        List<NodeId> nearest = new ArrayList<>(wanted + 1);
        for (HonestNode node : world.alive()) {
            NodeId id = node.id();
            boolean near = nearest.size() < wanted || Distance.compare(target, id, nearest.getLast()) < 0;
            if (near && node != by && node.wasLocated(atMs)) {
                insert(nearest, target, id, wanted);
            }
        }
        return nearest;
    }

    private static void insert(List<NodeId> nearest, NodeId target, NodeId id, int wanted) {
        int at = nearest.size();
        while (at > 0 && Distance.compare(target, id, nearest.get(at - 1)) < 0) {
            at--;
        }
        nearest.add(at, id);
        if (nearest.size() > wanted) {
            nearest.removeLast();
        }
    }

    Summary.Lookups summary() {
        return new Summary.Lookups(
                errands.size(),
                judged,
                found,
                captured,
                foreign.mean(),
                recall.mean(),
                hops.mean(),
                queries.mean(),
                times.mean(),
                times.percentile(50),
                times.percentile(90),
                times.percentile(99));
    }
}
