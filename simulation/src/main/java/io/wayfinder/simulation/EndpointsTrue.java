package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Endpoint;

/** Liars are fewer than the votes that it takes. A symmetric NAT shows everybody another endpoint: none is agreed on. */
final class EndpointsTrue extends Invariant {

    EndpointsTrue(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Whatever a few say, peers agree on the endpoint at which a node is seen, behind a NAT the public one, and on no other";
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.EndpointAgreed agreed && !isSeenAt(by, agreed.endpoint())) {
            throw violation(by, "it takes itself to be at " + agreed.endpoint());
        }
    }

    /** To be asked for when all has long been quiet: who is behind a NAT and can be told of knows where it is. */
    void judge() {
        // Those of one network have one vote.
        long voters = world.alive().stream()
                .filter(node -> node.nat() == null)
                .map(Addresses::network)
                .distinct()
                .count();
        if (voters <= world.limits().table().votesMin()) {
            return;
        }
        for (HonestNode node : world.alive()) {
            Nat nat = node.nat();
            if (nat != null
                    && nat.kind() != Nat.Kind.SYMMETRIC
                    && node.record().udp4().isEmpty()) {
                throw violation(node, "nobody has told it where it is");
            }
        }
    }

    private static boolean isSeenAt(HonestNode node, Endpoint endpoint) {
        Nat nat = node.nat();
        if (nat == null) {
            return endpoint.equals(node.endpoint());
        }
        return nat.kind() != Nat.Kind.SYMMETRIC && endpoint.address().equals(nat.address());
    }
}
