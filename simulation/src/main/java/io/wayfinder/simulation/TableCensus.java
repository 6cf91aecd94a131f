package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares the tables with what they could be. */
final class TableCensus {

    private static final int DISTANCES = 256;

    /** So many nodes are compared at most, evenly chosen: each with all others. */
    private static final int SAMPLE = 500;

    /** As many are enough for a curve. */
    private static final int ROUGH_SAMPLE = 50;

    private TableCensus() {}

    static Summary.Tables of(World world) {
        return of(world, SAMPLE);
    }

    static Summary.Tables rough(World world) {
        return of(world, ROUGH_SAMPLE);
    }

    private static Summary.Tables of(World world, int sample) {
        List<HonestNode> alive = world.alive();
        Set<NodeId> there = new LinkedHashSet<>();
        alive.forEach(node -> there.add(node.id()));
        Samples entries = new Samples();
        Samples live = new Samples();
        Samples fill = new Samples();
        Samples notThere = new Samples();
        int step = Math.max(1, alive.size() / sample);
        for (int i = 0; i < alive.size(); i += step) {
            List<TableEntry> table = alive.get(i).core().tableEntries();
            int lives = (int) table.stream().filter(TableEntry::live).count();
            int absent = (int) table.stream()
                    .filter(entry ->
                            entry.live() && !there.contains(entry.record().nodeId()))
                    .count();
            entries.add(table.size());
            live.add(lives);
            fill.add((double) (lives - absent) / Math.max(1, possible(alive.get(i), world)));
            notThere.add((double) absent / Math.max(1, lives));
        }
        return new Summary.Tables(entries.mean(), live.mean(), fill.mean(), notThere.mean());
    }

    /** Entries of a perfect table. */
    static int possible(HonestNode node, World world) {
        int[] at = new int[DISTANCES + 1];
        for (HonestNode other : world.alive()) {
            if (other != node && other.record().udp4().isPresent()) {
                at[Distance.log(node.id(), other.id())]++;
            }
        }
        int possible = 0;
        for (int count : at) {
            possible += Math.min(count, world.limits().table().bucketSize());
        }
        return possible;
    }
}
