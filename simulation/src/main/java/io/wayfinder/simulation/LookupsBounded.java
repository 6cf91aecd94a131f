package io.wayfinder.simulation;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** The time is for {@link CommandsEndOnce}. */
final class LookupsBounded extends Invariant {

    /** Upkeep may be due at the moment at which a look-up begins: twice as many are too many all the same. */
    private static final int BESIDES = 2;

    private final LastHeard lastHeard;
    private final Map<Lookup, NodeId> targets = new LinkedHashMap<>();
    private final Map<Lookup, Long> startedMs = new LinkedHashMap<>();

    /** Endpoints that a look-up which is being started has sent to; null when none is. */
    private @Nullable Set<Endpoint> asked;

    private record Lookup(int node, long command) {}

    LookupsBounded(World world, LastHeard lastHeard) {
        super(world);
        this.lastHeard = lastHeard;
    }

    @Override
    String claim() {
        return "A look-up asks a few nodes at once, ends within its queries and gives at most k nodes, nearest first, each of which has answered it";
    }

    @Override
    public void commanded(HonestNode by, long command, @Nullable NodeId target) {
        if (target != null) {
            Lookup lookup = new Lookup(by.number(), command);
            targets.put(lookup, target);
            startedMs.put(lookup, world.nowMs());
            asked = new LinkedHashSet<>();
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        LookupLimits limits = world.limits().lookup();
        if (asked != null && by instanceof HonestNode node) {
            asked.add(to);
            if (asked.size() > BESIDES * limits.parallelism() * limits.paths()) {
                throw violation(node, "a look-up begins with %d nodes at once".formatted(asked.size()));
            }
        }
    }

    @Override
    public void settled(HonestNode node) {
        asked = null;
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.LookedUp found) {
            Lookup lookup = new Lookup(by.number(), found.command());
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
            if (lastHeard.agoMs(by, record) > world.nowMs() - started) {
                throw violation(by, "%s is a result and has not answered".formatted(record.nodeId()));
            }
        }
    }

    @Override
    public void stopped(HonestNode node) {
        targets.keySet().removeIf(lookup -> lookup.node() == node.number());
        startedMs.keySet().removeIf(lookup -> lookup.node() == node.number());
    }
}
