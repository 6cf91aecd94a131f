package io.wayfinder.simulation;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.table.TableLimits;

/** Limits by which nodes notice in seconds what else takes minutes, and have room for little: a small network meets them. */
final class QuickLimits {

    private static final TableLimits TABLE = TableLimits.DEFAULT;

    /** Notices in seconds what else takes minutes. */
    private static final TableLimits QUICK_TABLE = new TableLimits(
            TABLE.bucketSize(),
            TABLE.replacementsPerBucket(),
            TABLE.bucketIpv4(),
            TABLE.bucketIpv6(),
            TABLE.tableIpv4(),
            TABLE.tableIpv6(),
            5_000,
            20_000,
            20_000,
            2_500,
            TABLE.missSpacingMs(),
            TABLE.missesUnproven(),
            TABLE.missesSilent(),
            TABLE.missesProven(),
            TABLE.missesFactorAlone(),
            16,
            TABLE.pingPatienceMs(),
            20_000,
            60_000,
            TABLE.silentNodes(),
            TABLE.changes(),
            TABLE.voteWindowMs(),
            TABLE.votesMin(),
            TABLE.voters(),
            TABLE.endpointChangeMs());

    private static final LookupLimits LOOKUP = LookupLimits.DEFAULT;

    /** As many as there are nodes in a network of two dozen. */
    private static final LookupLimits FEW_QUERIES = new LookupLimits(
            LOOKUP.resultSize(),
            LOOKUP.parallelism(),
            LOOKUP.paths(),
            24,
            LOOKUP.timeoutMs(),
            LOOKUP.stragglerMs(),
            LOOKUP.stragglerLeastMs(),
            LOOKUP.resentMs(),
            LOOKUP.stragglersMax(),
            LOOKUP.againMax(),
            LOOKUP.seedsMax(),
            LOOKUP.recordsPerAnswer(),
            LOOKUP.distancesPerQuery());

    private QuickLimits() {}

    static Limits limits() {
        SessionLimits all = SessionLimits.DEFAULT;
        SessionLimits few = new SessionLimits(
                all.sessions(),
                all.sessionsPerPrefix(),
                3,
                64,
                all.members(),
                all.failuresPerChallenge(),
                all.attemptsInARow(),
                all.challengeMs(),
                all.tentativeMs(),
                all.previousMs(),
                all.sentNonceMs(),
                all.tieMs(),
                all.curveUnitsPerMs(),
                all.memberCurveUnitsPerMs(),
                all.curveBurstMs());
        Limits base = Limits.DEFAULT;
        return new Limits(
                few,
                base.requests(),
                QUICK_TABLE,
                FEW_QUERIES,
                base.knownRecords(),
                base.lookupsAtOnce(),
                base.talksPending());
    }
}
