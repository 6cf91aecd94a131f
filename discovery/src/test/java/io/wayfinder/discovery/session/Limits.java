package io.wayfinder.discovery.session;

import java.util.function.Consumer;

/** The default limits with some of them changed. */
final class Limits {

    int sessions = SessionLimits.DEFAULT.sessions();
    int challenges = SessionLimits.DEFAULT.challenges();
    int sentNonces = SessionLimits.DEFAULT.sentNonces();
    int members = SessionLimits.DEFAULT.members();
    int curveUnitsPerMs = SessionLimits.DEFAULT.curveUnitsPerMs();
    int memberCurveUnitsPerMs = SessionLimits.DEFAULT.memberCurveUnitsPerMs();
    int curveBurstMs = SessionLimits.DEFAULT.curveBurstMs();

    private Limits() {}

    static SessionLimits with(Consumer<Limits> changes) {
        Limits limits = new Limits();
        changes.accept(limits);
        SessionLimits defaults = SessionLimits.DEFAULT;
        return new SessionLimits(
                limits.sessions,
                defaults.sessionsPerPrefix(),
                limits.challenges,
                limits.sentNonces,
                limits.members,
                defaults.failuresPerChallenge(),
                defaults.attemptsInARow(),
                defaults.challengeMs(),
                defaults.tentativeMs(),
                defaults.previousMs(),
                defaults.sentNonceMs(),
                defaults.tieMs(),
                limits.curveUnitsPerMs,
                limits.memberCurveUnitsPerMs,
                limits.curveBurstMs);
    }
}
