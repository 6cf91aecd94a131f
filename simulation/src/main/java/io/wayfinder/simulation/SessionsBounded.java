package io.wayfinder.simulation;

import io.wayfinder.enr.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node has had a session from when it was sure of its keys until it last used them. */
final class SessionsBounded extends Invariant {

    private final Wiretap wiretap;
    private final int most;

    private record Held(int peer, long fromMs, long untilMs) {}

    SessionsBounded(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        most = world.limits().sessions().sessionsPerPrefix();
    }

    @Override
    String claim() {
        return "No node has sessions with more than %d nodes of one /24 at once".formatted(most);
    }

    @Override
    void inspect() {
        Map<IpAddress, List<HonestNode>> networks = new LinkedHashMap<>();
        for (HonestNode node : world.alive()) {
            if (node.nat() == null) {
                networks.computeIfAbsent(Addresses.network(node), unused -> new ArrayList<>())
                        .add(node);
            }
        }
        networks.values().removeIf(network -> network.size() <= most);
        for (List<HonestNode> network : networks.values()) {
            world.alive().forEach(node -> judge(node, network));
        }
    }

    private void judge(HonestNode node, List<HonestNode> network) {
        List<Held> all = new ArrayList<>();
        for (HonestNode peer : network) {
            for (KeysInUse keys : wiretap.sets(node, peer)) {
                if (peer != node && keys.provenMs(node) >= 0) {
                    all.add(new Held(peer.number(), keys.provenMs(node), keys.usedMs(node)));
                }
            }
        }
        for (Held each : all) {
            Set<Integer> atOnce = new LinkedHashSet<>();
            for (Held other : all) {
                if (other.fromMs() <= each.fromMs() && each.fromMs() <= other.untilMs()) {
                    atOnce.add(other.peer());
                }
            }
            if (atOnce.size() > most) {
                throw violation(
                        node,
                        "after %d ms it had sessions with %d nodes of %s"
                                .formatted(each.fromMs(), atOnce.size(), Addresses.network(network.getFirst())));
            }
        }
    }
}
