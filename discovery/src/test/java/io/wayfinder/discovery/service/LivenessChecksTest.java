package io.wayfinder.discovery.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeId;
import org.junit.jupiter.api.Test;

class LivenessChecksTest {

    private final LivenessChecks checks = new LivenessChecks();

    private static NodeId id(int n) {
        return new NodeId(n, 0, 0, n);
    }

    @Test
    void aNewPeerIsCheckedAtOnceAndAgainBeforeItsAnswerIsStale() {
        checks.seen(0, id(1));
        assertEquals(id(1), checks.next(0));
        assertNull(checks.next(0));
        checks.answered(50, id(1));
        assertEquals(50 + LivenessChecks.STALE_MS, checks.nextDeadlineMs());
        assertNull(checks.next(49 + LivenessChecks.STALE_MS));
        assertEquals(id(1), checks.next(50 + LivenessChecks.STALE_MS));
    }

    @Test
    void neverMoreThanTenASecond() {
        for (int n = 0; n < 1_000; n++) {
            checks.seen(0, id(n));
        }
        int pings = 0;
        for (long nowMs = 0; nowMs < 5_000; nowMs = Math.max(nowMs + 1, checks.nextDeadlineMs())) {
            NodeId next = checks.next(nowMs);
            if (next != null) {
                pings++;
                checks.answered(nowMs, next);
            }
        }
        assertEquals(50, pings);
    }

    @Test
    void neverMoreThanItsBoundInFlight() {
        for (int n = 0; n < 100; n++) {
            checks.restored(0, id(n), true);
        }
        int pings = 0;
        while (checks.next(0) != null) {
            pings++;
        }
        assertEquals(LivenessChecks.IN_FLIGHT_MAX, pings);
        assertEquals(Long.MAX_VALUE, checks.nextDeadlineMs());
        checks.answered(1, id(0));
        assertEquals(id(LivenessChecks.IN_FLIGHT_MAX), checks.next(1), "what an earlier run left waits for no rate");
    }

    @Test
    void aSilentPeerIsAskedEverMoreRarelyAndGivenUpInTheEnd() {
        checks.seen(0, id(1));
        long nowMs = 0;
        long wait = LivenessChecks.RETRY_MS;
        for (int silence = 1; silence <= LivenessChecks.SILENCES_MAX_UNPROVEN; silence++) {
            assertEquals(id(1), checks.next(nowMs));
            checks.answered(nowMs, id(2));
            assertEquals(silence == LivenessChecks.SILENCES_MAX_UNPROVEN, checks.silent(nowMs, id(1)));
            checks.forget(id(2));
            assertEquals(nowMs + wait, checks.nextDeadlineMs());
            nowMs += wait;
            wait *= 2;
        }
    }

    @Test
    void silenceWhileNobodyAnswersIsOurOwnNetworksFault() {
        checks.seen(0, id(1));
        long nowMs = 0;
        for (int n = 0; n < 50; n++) {
            assertEquals(id(1), checks.next(nowMs));
            assertFalse(checks.silent(nowMs, id(1)));
            assertEquals(nowMs + LivenessChecks.RETRY_MS, checks.nextDeadlineMs());
            nowMs += LivenessChecks.RETRY_MS;
        }
    }

    @Test
    void aSilenceCountsOnceAndOnlyDuringACheck() {
        checks.answered(0, id(9));
        checks.seen(0, id(1));
        assertFalse(checks.silent(0, id(1)));
        assertEquals(id(1), checks.next(0));
        checks.silent(0, id(1));
        checks.silent(0, id(1));
        assertEquals(LivenessChecks.RETRY_MS, checks.nextDeadlineMs());
        assertEquals(0, checks.inFlight());
    }

    @Test
    void aPeersOwnRecordsDoNotMakeUsAskAgainAndAgain() {
        checks.seen(0, id(1));
        assertEquals(id(1), checks.next(0));
        checks.silent(0, id(1));
        checks.seen(1_000, id(1));
        assertNull(checks.next(LivenessChecks.AGAIN_MS - 1));
        assertEquals(id(1), checks.next(LivenessChecks.AGAIN_MS));
    }

    @Test
    void whoHasAnsweredComesBeforeWhoNeverDid() {
        checks.answered(0, id(1));
        checks.seen(0, id(2));
        checks.seen(0, id(3));
        assertEquals(id(1), checks.next(LivenessChecks.STALE_MS));
        assertEquals(id(2), checks.next(LivenessChecks.STALE_MS + LivenessChecks.SPACING_MS));
    }

    @Test
    void aForgottenPeerFreesItsPlace() {
        checks.seen(0, id(1));
        assertEquals(id(1), checks.next(0));
        checks.forget(id(1));
        assertEquals(0, checks.inFlight());
        assertEquals(0, checks.size());
        assertFalse(checks.silent(1, id(1)));
        checks.restored(1, id(2), true);
        checks.forget(id(2));
        assertNull(checks.next(1_000));
        assertTrue(checks.nextDeadlineMs() == Long.MAX_VALUE);
    }
}
