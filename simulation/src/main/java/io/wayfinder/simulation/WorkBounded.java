package io.wayfinder.simulation;

import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Counts what handshake packets make nodes compute, whatever is wrong with them. */
final class WorkBounded extends Invariant {

    /** What the budget takes a signature check or a multiplication to cost where there is no native library, in us. */
    private static final int OPERATION_US = 110;

    /** One that expires as the next is made. */
    private static final int CHALLENGES_IN_A_LIFE = 2;

    private final Wiretap wiretap;
    private final SessionLimits limits;
    /** By the node's number. */
    private final Map<Integer, Spent> spent = new LinkedHashMap<>();

    private final LinkedHashMap<Door, Tries> tries = new LinkedHashMap<>();
    private @Nullable Door door;
    private long before;

    /** What empties itself as the budget fills. */
    private static final class Spent {
        long us;
        long atMs;
    }

    /** Of somebody, at a node. */
    private record Door(int node, NodeId source, Endpoint from) {}

    private static final class Tries {
        final long sinceMs;
        int count;

        Tries(long sinceMs) {
            this.sinceMs = sinceMs;
        }
    }

    WorkBounded(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        limits = world.limits().sessions();
    }

    @Override
    String claim() {
        return "Handshake packets cost a node no more computing than its budget allows, and those for one challenge no more than %d times"
                .formatted(limits.failuresPerChallenge());
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        door = to instanceof HonestNode node && wiretap.packet() instanceof Packet.Handshake handshake
                ? new Door(node.number(), handshake.source(), from)
                : null;
        before = operations();
    }

    @Override
    public void settled(HonestNode node) {
        long operations = operations() - before;
        if (door != null && operations > 0) {
            spend(node, operations * OPERATION_US);
            world.forgetOld(tries, each -> each.sinceMs, limits.challengeMs());
            Tries of = tries.computeIfAbsent(door, unused -> new Tries(world.nowMs()));
            if (++of.count > CHALLENGES_IN_A_LIFE * limits.failuresPerChallenge()) {
                throw violation(
                        node, "it checks %d handshakes of one stranger within a challenge's life".formatted(of.count));
            }
        }
        door = null;
    }

    private void spend(HonestNode node, long us) {
        long perMs = (long) limits.curveUnitsPerMs() + limits.memberCurveUnitsPerMs();
        Spent of = spent.computeIfAbsent(node.number(), unused -> new Spent());
        of.us = Math.max(0, of.us - (world.nowMs() - of.atMs) * perMs) + us;
        of.atMs = world.nowMs();
        if (of.us > perMs * limits.curveBurstMs()) {
            throw violation(node, "handshakes made it compute for %d us more than its budget gave".formatted(of.us));
        }
    }

    private long operations() {
        return world.curve() instanceof StandInCurve curve ? curve.operations() : 0;
    }
}
