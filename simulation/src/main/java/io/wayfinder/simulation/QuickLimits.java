package io.wayfinder.simulation;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.table.TableLimits;

/** Limits by which nodes notice in seconds what else takes minutes, and have room for little: a small network meets them. */
final class QuickLimits {

    private static final int FEW_LOOKUPS = 4;

    /** As many as there are nodes in a network of two dozen. */
    private static final int FEW_QUERIES = 24;

    /** More than there are nodes in a network of five dozen with its adversaries, and fewer than with a crook's guests. */
    static final int SESSIONS = 160;

    /** For some ninety curve operations a second, strangers and members: a {@link Lockpick} asks for more at once. */
    private static final int CURVE_UNITS = 5;

    private QuickLimits() {}

    static Limits limits() {
        LookupLimits lookup = Varied.with(LookupLimits.DEFAULT, "queriesMax", FEW_QUERIES);
        lookup = Varied.with(lookup, "stragglersMax", 1);
        lookup = Varied.with(lookup, "timeoutMs", 3_000L);
        Limits limits = Varied.with(Limits.DEFAULT, "sessions", sessions());
        RequestLimits requests = Varied.with(RequestLimits.DEFAULT, "queuedPerPeer", 2);
        limits = Varied.with(limits, "requests", Varied.with(requests, "answeredPeers", 4));
        limits = Varied.with(limits, "talksPending", 2);
        limits = Varied.with(limits, "knownRecords", 64);
        limits = Varied.with(limits, "table", table());
        limits = Varied.with(limits, "lookupsAtOnce", FEW_LOOKUPS);
        return Varied.with(limits, "lookup", lookup);
    }

    private static SessionLimits sessions() {
        SessionLimits few = Varied.with(SessionLimits.DEFAULT, "challenges", 12);
        few = Varied.with(few, "sessions", SESSIONS);
        few = Varied.with(few, "sessionsPerPrefix", 8);
        few = Varied.with(few, "curveUnitsPerMs", CURVE_UNITS);
        few = Varied.with(few, "memberCurveUnitsPerMs", CURVE_UNITS);
        return Varied.with(few, "sentNonces", 64);
    }

    private static TableLimits table() {
        TableLimits quick = Varied.with(TableLimits.DEFAULT, "fastPingMs", 5_000L);
        quick = Varied.with(quick, "slowPingMs", 20_000L);
        quick = Varied.with(quick, "retryPingMs", 2_500L);
        quick = Varied.with(quick, "pingsInFlight", 16);
        quick = Varied.with(quick, "silentNodes", 8);
        quick = Varied.with(quick, "voteWindowMs", 40_000L);
        quick = Varied.with(quick, "votesMin", 3);
        quick = Varied.with(quick, "endpointChangeMs", 20_000L);
        quick = Varied.with(quick, "tableIpv4", 4);
        quick = Varied.with(quick, "silenceMs", 20_000L);
        return Varied.with(quick, "silenceMaxMs", 60_000L);
    }
}
