package io.wayfinder.simulation;

import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Of nodes that everybody can have in its table: {@link LookupsFind#hidden} says who cannot be. */
final class TablesFill extends Invariant {

    private static final int DISTANCES = 256;

    /** Of a perfect table: on average, and of the emptiest one. */
    private static final double AVERAGE_MIN = 0.9;

    private static final double LEAST = 0.6;

    private double average = 1;
    private double least = 1;

    TablesFill(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Once the network has healed and churn has stopped, tables have %.0f %% of the live nodes that they have room for, each %.0f %%"
                .formatted(100 * AVERAGE_MIN, 100 * LEAST);
    }

    double average() {
        return average;
    }

    double least() {
        return least;
    }

    /** To be asked for when all has long been quiet. */
    void judge(Set<NodeId> hidden) {
        List<HonestNode> nodes = world.alive();
        Set<NodeId> visible = new LinkedHashSet<>();
        nodes.stream().map(HonestNode::id).filter(id -> !hidden.contains(id)).forEach(visible::add);
        double sum = 0;
        for (HonestNode node : nodes) {
            double fill = fill(node, visible);
            sum += fill;
            least = Math.min(least, fill);
            if (fill < LEAST) {
                throw violation(node, "its table has %.0f %% of what it could have".formatted(100 * fill));
            }
        }
        average = sum / nodes.size();
        if (average < AVERAGE_MIN) {
            throw violation(nodes.getFirst(), "tables have %.0f %% of what they could have".formatted(100 * average));
        }
    }

    private double fill(HonestNode node, Set<NodeId> visible) {
        int[] there = new int[DISTANCES + 1];
        for (NodeId id : visible) {
            there[Metric.logDistance(node.id(), id)]++;
        }
        int possible = 0;
        for (int distance = 1; distance <= DISTANCES; distance++) {
            possible += Math.min(there[distance], world.limits().table().bucketSize());
        }
        long has = node.core().tableEntries().stream().filter(TableEntry::live).count();
        return possible == 0 ? 1 : Math.min(1, (double) has / possible);
    }
}
