package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Of what a {@link Crook} says, which nobody else does. */
final class LiesRefused extends Invariant {

    private static final int RECORDS_MAX = 16;

    /** A packet may bring what is newer of who sent it, besides a part of an answer. */
    private static final int SEEN_MAX = RECORDS_MAX + 2;

    private final Wiretap wiretap;
    private final Crook crook;
    private final Set<NodeId> lies;
    /** Whose records have been taken over of the answer that is being received, or else of the packet; null: none is. */
    private @Nullable Set<NodeId> taken;

    LiesRefused(World world, Wiretap wiretap, Crook crook) {
        super(world);
        this.wiretap = wiretap;
        this.crook = crook;
        lies = crook.lies();
    }

    @Override
    String claim() {
        return "No record is taken over that was told at a distance not asked for, of a host in a private network, in another's name"
                + " or beyond the %dth of an answer; nothing is read under keys long replaced or from elsewhere than they were made,"
                        .formatted(RECORDS_MAX)
                + " or in a handshake with a foreign record";
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        taken = to instanceof HonestNode
                ? Objects.requireNonNullElseGet(crook.taken(datagram), LinkedHashSet::new)
                : null;
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (!(output instanceof Output.NodeSeen told)) {
            return;
        }
        NodeId id = told.record().nodeId();
        HonestNode node = wiretap.node(id);
        if (lies.contains(id)
                || (node != null && told.record().seq() > node.record().seq())) {
            throw violation(by, "it takes over " + told.record());
        }
        if (taken != null && taken.add(id) && taken.size() > SEEN_MAX) {
            throw violation(by, "it takes over %d records of one answer".formatted(taken.size()));
        }
    }

    @Override
    public void settled(HonestNode node) {
        taken = null;
    }

    @Override
    void inspect() {
        HonestNode deceived = crook.deceived();
        if (deceived != null) {
            throw violation(
                    deceived,
                    "it answers under keys long replaced, or from elsewhere, or who brought another's record");
        }
    }
}
