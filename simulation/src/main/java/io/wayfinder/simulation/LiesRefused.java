package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.NodeId;
import java.util.Set;

/** Of the lies of a {@link Crook}, which nobody else tells. */
final class LiesRefused extends Invariant {

    private final Set<NodeId> lies;

    LiesRefused(World world, Set<NodeId> lies) {
        super(world);
        this.lies = lies;
    }

    @Override
    String claim() {
        return "No record is taken over that was told at a distance not asked for, or of a host in a private network";
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.NodeSeen seen
                && lies.contains(seen.record().nodeId())) {
            throw violation(by, "it takes over " + seen.record());
        }
    }
}
