package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How long those who join take until they know whom they should. */
final class Joining implements Onlooker {

    /** Of the live entries of a perfect table. */
    private static final double FULL = 0.95;

    private final World world;
    private final int every;
    private final List<Newcomer> waiting = new ArrayList<>();
    private final List<Double> full = new ArrayList<>();
    private final List<Double> neighbours = new ArrayList<>();
    private int joined;

    private static final class Newcomer {

        final HonestNode node;
        final long sinceMs;
        boolean isFull;
        boolean isAmongNeighbours;

        Newcomer(HonestNode node, long sinceMs) {
            this.node = node;
            this.sinceMs = sinceMs;
        }
    }

    /** @param every so many of those who join is watched: each is compared with all others every second */
    Joining(World world, int every) {
        this.world = world;
        this.every = every;
    }

    @Override
    public void started(HonestNode node) {
        if (joined++ % every == 0) {
            waiting.add(new Newcomer(node, world.nowMs()));
        }
    }

    /** To be called about every second. */
    void look() {
        Set<NodeId> there = new LinkedHashSet<>();
        world.alive().forEach(node -> there.add(node.id()));
        for (Newcomer each : waiting) {
            Set<NodeId> live = new LinkedHashSet<>();
            for (TableEntry entry : each.node.core().tableEntries()) {
                if (entry.live() && there.contains(entry.record().nodeId())) {
                    live.add(entry.record().nodeId());
                }
            }
            double seconds = (world.nowMs() - each.sinceMs) / 1_000.0;
            if (!each.isFull && live.size() >= FULL * TableCensus.possible(each.node, world)) {
                each.isFull = true;
                full.add(seconds);
            }
            if (!each.isAmongNeighbours
                    && live.containsAll(LookupLog.nearest(world, each.node, each.node.id(), world.nowMs() + 1))) {
                each.isAmongNeighbours = true;
                neighbours.add(seconds);
            }
        }
        waiting.removeIf(each -> each.isFull && each.isAmongNeighbours);
    }

    /** Seconds until the table is full, of those for whom it is. */
    List<Double> full() {
        return full;
    }

    /** Seconds until the 16 nearest living nodes are live entries. */
    List<Double> neighbours() {
        return neighbours;
    }

    /** How many are watched. */
    int watched() {
        return (joined + every - 1) / every;
    }
}
