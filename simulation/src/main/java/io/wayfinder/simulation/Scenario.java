package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run, but for the seed. Times are virtual.
 *
 * @param nodes honest ones, those behind a NAT among them
 * @param durationMs of the run, joining included
 * @param joiningMs within which the nodes join, evenly spread
 * @param churn null: whoever has joined stays
 * @param errands what the users of the nodes want
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
        Errands errands,
        NatShares nats,
        double renewalsPerHour,
        @Nullable Split split,
        List<Adversaries> adversaries,
        Limits limits) {

    /**
     * Each node is sent to look for the IDs of others.
     *
     * @param paths disjoint ones, 1 for a plain look-up
     * @param forVictim all of them look for the node that the adversaries besiege, once there is one
     */
    record Errands(double lookupsPerHour, int paths, boolean forVictim) {}

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
        return with(draft -> {
            draft.name = other;
            draft.description = what;
        });
    }

    Scenario withNodes(int count) {
        return with(draft -> draft.nodes = count);
    }

    /** All have joined by the middle. */
    Scenario lasting(long ms) {
        return with(draft -> {
            draft.durationMs = ms;
            draft.joiningMs = Math.min(joiningMs, ms / 2);
        });
    }

    Scenario joiningWithin(long ms) {
        return with(draft -> draft.joiningMs = ms);
    }

    Scenario withLinks(LinkModel model) {
        return with(draft -> draft.links = model);
    }

    Scenario withChurn(Churn sessions) {
        return with(draft -> draft.churn = sessions);
    }

    Scenario withErrands(Errands wanted) {
        return with(draft -> draft.errands = wanted);
    }

    Scenario withLimits(Limits bounds) {
        return with(draft -> draft.limits = bounds);
    }

    Scenario withNats(NatShares shares) {
        return with(draft -> draft.nats = shares);
    }

    Scenario withRenewals(double perHour) {
        return with(draft -> draft.renewalsPerHour = perHour);
    }

    Scenario withSplit(Split apart) {
        return with(draft -> draft.split = apart);
    }

    Scenario withAdversaries(List<Adversaries> others) {
        return with(draft -> draft.adversaries = others);
    }

    private Scenario with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.scenario();
    }

    /** A scenario while it is changed. */
    private static final class Draft {

        private String name;
        private String description;
        private int nodes;
        private long durationMs;
        private long joiningMs;
        private LinkModel links;
        private @Nullable Churn churn;
        private Errands errands;
        private NatShares nats;
        private double renewalsPerHour;
        private @Nullable Split split;
        private List<Adversaries> adversaries;
        private Limits limits;

        Draft(Scenario from) {
            name = from.name;
            description = from.description;
            nodes = from.nodes;
            durationMs = from.durationMs;
            joiningMs = from.joiningMs;
            links = from.links;
            churn = from.churn;
            errands = from.errands;
            nats = from.nats;
            renewalsPerHour = from.renewalsPerHour;
            split = from.split;
            adversaries = from.adversaries;
            limits = from.limits;
        }

        Scenario scenario() {
            return new Scenario(
                    name,
                    description,
                    nodes,
                    durationMs,
                    joiningMs,
                    links,
                    churn,
                    errands,
                    nats,
                    renewalsPerHour,
                    split,
                    adversaries,
                    limits);
        }
    }
}
