package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.enr.NodeId;
import io.wayfinder.simulation.Omniscient.Found;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OmniscientTest {

    private static final int K = 16;
    private static final int LOOKUPS = 100;

    /** Nodes that know nobody: it needs only their IDs and places. */
    private static List<HonestNode> nodes(int count) {
        World world = new World(new Seeds(4), LinkModel.PERFECT, Limits.DEFAULT, false);
        for (int i = 0; i < count; i++) {
            world.join(List.of());
        }
        return world.alive();
    }

    private static Omniscient of(List<HonestNode> nodes) {
        return new Omniscient(nodes, Limits.DEFAULT.lookup(), K, new SplittableRandom(1));
    }

    @Test
    void itFindsTheNearestThereAreButAFew() {
        List<HonestNode> nodes = nodes(300);
        Omniscient omniscient = of(nodes);
        int missed = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            HonestNode by = nodes.get(i);
            NodeId target = nodes.get(i + 150).id();
            List<NodeId> nearest = nodes.stream()
                    .map(HonestNode::id)
                    .filter(id -> !id.equals(by.id()))
                    .sorted(Comparator.comparing(id -> Metric.distance(target, id)))
                    .limit(K)
                    .toList();
            List<NodeId> found = omniscient.lookUp(by, target).nearest();
            assertEquals(nearest.getFirst(), found.getFirst());
            missed += (int) nearest.stream().filter(id -> !found.contains(id)).count();
        }
        // An answer has room for 16, of which some are farther than what it leaves out.
        assertTrue(missed <= 0.02 * K * LOOKUPS, missed + " missed");
    }

    @Test
    void whoKnowsEverybodyAsksTheNearestAndNobodyElse() {
        List<HonestNode> nodes = nodes(K + 1);
        Found found = of(nodes).lookUp(nodes.getFirst(), nodes.getLast().id());
        assertEquals(K, found.queries());
        assertEquals(1, found.hops());
        assertTrue(found.ms() > 0);
    }

    @Test
    void aLookUpTakesNoMoreQuestionsThanThereAreNodes() {
        List<HonestNode> nodes = nodes(60);
        Omniscient omniscient = of(nodes);
        for (HonestNode by : nodes) {
            Found found = omniscient.lookUp(by, nodes.getFirst().id());
            assertTrue(found.queries() >= K && found.queries() < nodes.size(), found.toString());
            assertTrue(found.hops() <= 3, found.toString());
        }
    }
}
