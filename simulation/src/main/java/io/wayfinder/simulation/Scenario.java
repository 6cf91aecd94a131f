package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run, but for the seed. Times are virtual.
 *
 * @param nodes honest ones, those behind a NAT among them
 * @param durationMs of the run, joining included
 * @param joiningMs within which the nodes join, evenly spread
 * @param churn null: whoever has joined stays
 * @param lookupsPerHour of each node, for the ID of another
 * @param nats who is behind what
 * @param renewalsPerHour new records that each node announces
 * @param split null: the network is in one piece
 * @param adversaries who else is there
 */
record Scenario(
        String name,
        String description,
        int nodes,
        long durationMs,
        long joiningMs,
        LinkModel links,
        @Nullable Churn churn,
        double lookupsPerHour,
        NatShares nats,
        double renewalsPerHour,
        @Nullable Split split,
        List<Adversaries> adversaries,
        Limits limits) {

    /** Shares of the honest nodes that are behind a NAT of each kind. */
    record NatShares(double fullCone, double restricted, double symmetric) {

        static final NatShares NONE = new NatShares(0, 0, 0);

        Nat.@Nullable Kind kind(double draw) {
            if (draw < fullCone) {
                return Nat.Kind.FULL_CONE;
            }
            if (draw < fullCone + restricted) {
                return Nat.Kind.RESTRICTED;
            }
            return draw < fullCone + restricted + symmetric ? Nat.Kind.SYMMETRIC : null;
        }
    }

    /**
     * The network falls apart and is made whole again.
     *
     * @param share of the hosts on the smaller side
     */
    record Split(double share, long fromMs, long untilMs) {}

    /** @param share of them, as many for each honest node */
    record Adversaries(AdversaryKind kind, double share) {}

    Scenario {
        if (nodes < 2) {
            throw new IllegalArgumentException("a network has 2 nodes or more, not " + nodes);
        }
        if (durationMs < 1_000) {
            throw new IllegalArgumentException("a run takes a second or more, not " + durationMs + " ms");
        }
        adversaries = List.copyOf(adversaries);
    }

    Scenario named(String other, String what) {
        return new Scenario(
                other,
                what,
                nodes,
                durationMs,
                joiningMs,
                links,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                adversaries,
                limits);
    }

    Scenario withNodes(int count) {
        return new Scenario(
                name,
                description,
                count,
                durationMs,
                joiningMs,
                links,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                adversaries,
                limits);
    }

    /** All have joined by the middle. */
    Scenario lasting(long ms) {
        return new Scenario(
                name,
                description,
                nodes,
                ms,
                Math.min(joiningMs, ms / 2),
                links,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                adversaries,
                limits);
    }

    Scenario joiningWithin(long ms) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                ms,
                links,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                adversaries,
                limits);
    }

    Scenario withLinks(LinkModel model) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                joiningMs,
                model,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                adversaries,
                limits);
    }

    Scenario withChurn(Churn sessions) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                joiningMs,
                links,
                sessions,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                adversaries,
                limits);
    }

    Scenario withNats(NatShares shares) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                joiningMs,
                links,
                churn,
                lookupsPerHour,
                shares,
                renewalsPerHour,
                split,
                adversaries,
                limits);
    }

    Scenario withRenewals(double perHour) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                joiningMs,
                links,
                churn,
                lookupsPerHour,
                nats,
                perHour,
                split,
                adversaries,
                limits);
    }

    Scenario withSplit(Split apart) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                joiningMs,
                links,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                apart,
                adversaries,
                limits);
    }

    Scenario withAdversaries(List<Adversaries> others) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                joiningMs,
                links,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                others,
                limits);
    }

    Scenario withLimits(Limits others) {
        return new Scenario(
                name,
                description,
                nodes,
                durationMs,
                joiningMs,
                links,
                churn,
                lookupsPerHour,
                nats,
                renewalsPerHour,
                split,
                adversaries,
                others);
    }
}
