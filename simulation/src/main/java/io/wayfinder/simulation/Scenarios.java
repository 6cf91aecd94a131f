package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.simulation.Scenario.Adversaries;
import io.wayfinder.simulation.Scenario.Errands;
import io.wayfinder.simulation.Scenario.NatShares;
import io.wayfinder.simulation.Scenario.Split;
import java.util.ArrayList;
import java.util.List;

/** The scenarios that have a name. */
final class Scenarios {

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;

    static final Scenario STEADY = new Scenario(
            "steady",
            "all join within two minutes and stay; look-ups go on",
            200,
            20 * MINUTE_MS,
            2 * MINUTE_MS,
            LinkModel.GOOD,
            null,
            new Errands(4, 1, false),
            NatShares.NONE,
            0,
            null,
            List.of(),
            Limits.DEFAULT);

    /** How they are listed. */
    static final List<Scenario> ALL = List.of(
            STEADY,
            STEADY.named("churn", "sessions of a median of 57 minutes, half of those who leave come back")
                    .lasting(HOUR_MS)
                    .withChurn(new Churn(Churn.IPFS_MEDIAN_MS, 5 * MINUTE_MS, 0.5)),
            STEADY.named("fast-churn", "the same with a median of 5 minutes")
                    .lasting(HOUR_MS)
                    .withChurn(new Churn(5 * MINUTE_MS, 5 * MINUTE_MS, 0.5)),
            STEADY.named("loss", "one datagram in five is lost").withLinks(LinkModel.GOOD.withLoss(0.2)),
            STEADY.named("partition", "after 15 minutes half the network is apart from the other for an hour")
                    .lasting(2 * HOUR_MS)
                    .withSplit(new Split(0.5, 15 * MINUTE_MS, 75 * MINUTE_MS)),
            STEADY.named("flash-crowd", "all join within a minute").joiningWithin(MINUTE_MS),
            STEADY.named("nat", "half are behind a NAT: full cone 15 %, restricted 25 %, symmetric 10 %")
                    .withNats(new NatShares(0.15, 0.25, 0.1)),
            STEADY.named("hostile", "beside ten honest nodes there are four adversaries, of every kind")
                    .withRenewals(2)
                    .withAdversaries(everyKind(0.4)));

    private Scenarios() {}

    /** @throws IllegalArgumentException for a name that none has */
    static Scenario named(String name) {
        List<String> names = new ArrayList<>();
        for (Scenario scenario : ALL) {
            if (scenario.name().equals(name)) {
                return scenario;
            }
            names.add(scenario.name());
        }
        throw new IllegalArgumentException("there is no scenario '" + name + "': one of " + String.join(", ", names));
    }

    private static List<Adversaries> everyKind(double share) {
        AdversaryKind[] kinds = AdversaryKind.values();
        List<Adversaries> all = new ArrayList<>();
        for (AdversaryKind kind : kinds) {
            all.add(new Adversaries(kind, share / kinds.length));
        }
        return all;
    }
}
