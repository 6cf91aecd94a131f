package io.wayfinder.simulation;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The time is for {@link CommandsEndOnce}. */
final class LookupsBounded extends Invariant {

    private final Wiretap wiretap;
    private final LastHeard lastHeard;
    private final Map<Command, NodeId> targets = new LinkedHashMap<>();
    private final Map<Command, Long> startedMs = new LinkedHashMap<>();

    LookupsBounded(World world, Wiretap wiretap, LastHeard lastHeard) {
        super(world);
        this.wiretap = wiretap;
        this.lastHeard = lastHeard;
    }

    @Override
    String claim() {
        return "A look-up ends within its queries and gives at most k nodes, nearest first, each of which has answered it";
    }

    @Override
    public void commanded(HonestNode by, long command, @Nullable NodeId target) {
        if (target != null) {
            Command lookup = new Command(by.number(), command);
            targets.put(lookup, target);
            startedMs.put(lookup, world.nowMs());
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.LookedUp found) {
            Command lookup = new Command(by.number(), found.command());
            NodeId target = targets.remove(lookup);
            Long started = startedMs.remove(lookup);
            if (target != null && started != null) {
                judge(by, found, target, started);
            }
        }
    }

    private void judge(HonestNode by, Output.LookedUp found, NodeId target, long started) {
        LookupLimits limits = world.limits().lookup();
        if (found.queries() > limits.queriesMax() || found.nearest().size() > limits.resultSize()) {
            throw violation(
                    by,
                    "%d queries, %d nodes"
                            .formatted(found.queries(), found.nearest().size()));
        }
        BigInteger last = BigInteger.ONE.negate();
        for (NodeRecord record : found.nearest()) {
            BigInteger distance = Metric.distance(target, record.nodeId());
            if (distance.compareTo(last) <= 0) {
                throw violation(by, "%s is out of order for %s".formatted(record.nodeId(), target));
            }
            last = distance;
            if (record.nodeId().equals(by.id())) {
                throw violation(by, "it found itself");
            }
            if (!mayHaveMoved(record) && lastHeard.agoMs(by, record) > world.nowMs() - started) {
                throw violation(by, "%s is a result and has not answered".formatted(record.nodeId()));
            }
        }
    }

    /** A {@link Drifter} may answer, and be told of by its newest record, which says that it is elsewhere. */
    private boolean mayHaveMoved(NodeRecord record) {
        return record.seq() > 1 && wiretap.node(record.nodeId()) == null;
    }

    @Override
    public void stopped(HonestNode node) {
        targets.keySet().removeIf(lookup -> lookup.node() == node.number());
        startedMs.keySet().removeIf(lookup -> lookup.node() == node.number());
    }
}
