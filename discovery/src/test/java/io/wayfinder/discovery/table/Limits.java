package io.wayfinder.discovery.table;

import java.util.function.Consumer;

/** The default limits with some of them changed. */
final class Limits {

    int bucketIpv6 = TableLimits.DEFAULT.bucketIpv6();
    int silentNodes = TableLimits.DEFAULT.silentNodes();
    int voters = TableLimits.DEFAULT.voters();

    private Limits() {}

    static TableLimits with(Consumer<Limits> changes) {
        Limits limits = new Limits();
        changes.accept(limits);
        TableLimits defaults = TableLimits.DEFAULT;
        return new TableLimits(
                defaults.bucketSize(),
                defaults.replacementsPerBucket(),
                defaults.bucketIpv4(),
                limits.bucketIpv6,
                defaults.tableIpv4(),
                defaults.tableIpv6(),
                defaults.fastPingMs(),
                defaults.slowPingMs(),
                defaults.retryPingMs(),
                defaults.missSpacingMs(),
                defaults.missesUnproven(),
                defaults.missesSilent(),
                defaults.missesProven(),
                defaults.missesFactorAlone(),
                defaults.pingsInFlight(),
                defaults.pingPatienceMs(),
                defaults.silenceMs(),
                defaults.silenceMaxMs(),
                limits.silentNodes,
                defaults.changes(),
                defaults.voteWindowMs(),
                defaults.votesMin(),
                limits.voters,
                defaults.endpointChangeMs());
    }
}
