package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Endpoint;

/** Liars are fewer than the votes that it takes. */
final class EndpointsTrue extends Invariant {

    EndpointsTrue(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Whatever a few say, peers agree on no endpoint but the one at which a node is seen: behind a NAT the public one";
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.EndpointAgreed agreed && !isSeenAt(by, agreed.endpoint())) {
            throw violation(by, "it takes itself to be at " + agreed.endpoint());
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
