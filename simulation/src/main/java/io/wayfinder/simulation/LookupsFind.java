package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A look-up that missed what it should find is made again: where one datagram in forty is lost, one look-up in a
 * thousand loses each sending of one question.
 */
final class LookupsFind extends Invariant {

    private static final int TRIES_MAX = 3;

    /** Of the nearest that the result may lack: where delays vary most, some answer too late to be waited for. */
    private static final int MISSED_MAX = 3;

    private final Map<Command, Wanted> searches = new LinkedHashMap<>();
    private Set<NodeId> hidden = new LinkedHashSet<>();
    private long found;

    private record Wanted(HonestNode target, int tries, long sinceMs) {}

    LookupsFind(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Once the network has healed and churn has stopped, every look-up for a living node finds it,"
                + " and its neighbours but %d unless it runs out of queries or time".formatted(MISSED_MAX);
    }

    /** Every node that lives looks for another; nobody may leave until all have ended. */
    void search(SplittableRandom errands) {
        List<HonestNode> nodes = List.copyOf(world.alive());
        hidden = hidden(nodes);
        for (HonestNode node : nodes) {
            HonestNode target = nodes.get(errands.nextInt(nodes.size()));
            if (target != node && !hidden.contains(target.id())) {
                search(node, target, 1);
            }
        }
    }

    /** Look-ups that found what they should. */
    long found() {
        return found;
    }

    private void search(HonestNode node, HonestNode target, int tries) {
        // A look-up that ends at once, since it knows nobody, has told its end by then.
        long command = node.lookup(target.id());
        searches.put(new Command(node.number(), command), new Wanted(target, tries, world.nowMs()));
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.LookedUp lookedUp) {
            Wanted wanted = searches.remove(new Command(by.number(), lookedUp.command()));
            if (wanted != null) {
                judge(by, wanted, lookedUp);
            }
        }
    }

    private void judge(HonestNode by, Wanted wanted, Output.LookedUp lookedUp) {
        List<NodeId> ids = lookedUp.nearest().stream().map(NodeRecord::nodeId).toList();
        boolean cutShort = lookedUp.queries() >= world.limits().lookup().queriesMax()
                || world.nowMs() - wanted.sinceMs() >= world.limits().lookup().timeoutMs();
        NodeId target = wanted.target().id();
        List<NodeId> right = right(by, target);
        long missed = right.stream().filter(id -> !ids.contains(id)).count();
        if (ids.contains(target) && (cutShort || missed <= MISSED_MAX)) {
            found++;
        } else if (wanted.tries() < TRIES_MAX) {
            world.schedule(1, () -> search(by, wanted.target(), wanted.tries() + 1));
        } else {
            throw violation(
                    by,
                    "looking for node %d it found %s, and %d of the nearest %d"
                            .formatted(
                                    wanted.target().number(),
                                    ids.contains(target) ? "it" : "it not",
                                    right.size() - missed,
                                    right.size()));
        }
    }

    private List<NodeId> right(HonestNode by, NodeId target) {
        return world.alive().stream()
                .map(HonestNode::id)
                .filter(id -> !id.equals(by.id()))
                .sorted(Comparator.comparing(id -> Metric.distance(target, id)))
                .limit(world.limits().lookup().resultSize())
                .filter(id -> !hidden.contains(id))
                .toList();
    }

    /**
     * Those of whose network there are more than a bucket takes: the quotas may hide them from everybody. And those behind
     * a NAT, who cannot be found by whom they do not know.
     */
    Set<NodeId> hidden(List<HonestNode> nodes) {
        Map<IpAddress, Integer> networks = new LinkedHashMap<>();
        nodes.forEach(node -> networks.merge(Addresses.network(node), 1, Integer::sum));
        Set<NodeId> ids = new LinkedHashSet<>();
        for (HonestNode node : nodes) {
            if (node.nat() != null
                    || networks.getOrDefault(Addresses.network(node), 0)
                            > world.limits().table().bucketIpv4()) {
                ids.add(node.id());
            }
        }
        return ids;
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            if (searches.keySet().stream().anyMatch(search -> search.node() == node.number())
                    && node.core().tableEntries().isEmpty()) {
                throw violation(node, "it knows nobody to ask");
            }
        }
    }
}
