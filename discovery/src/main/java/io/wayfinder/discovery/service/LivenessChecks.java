package io.wayfinder.discovery.service;

import io.wayfinder.enr.NodeId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whom of the found peers to ping when, so that {@code live} says something: those never answered once they are found, those that
 * answered before that counts no longer. Polite: at most 10 a second and 32 at once, and each peer that stays silent is asked ever more rarely. Only what an
 * earlier run left is asked at once, since the table waits for it. Knows only IDs; every input costs O(log n). Confined to one thread.
 */
final class LivenessChecks {

    /** 10 a second: at one check a 20 minutes, enough for 12,000 live peers. */
    static final long SPACING_MS = 100;

    static final int IN_FLIGHT_MAX = 32;

    /** After an answer; well before the 30 minutes that it counts for, so that a lost packet costs nothing. */
    static final long STALE_MS = 20 * 60_000L;

    /** Between two checks of one peer, whatever it tells: its records must not make us flood an address. */
    static final long AGAIN_MS = 10_000;

    /** After the first silence, doubled with each further one. */
    static final long RETRY_MS = 60_000;

    static final long RETRY_MS_MAX = 2 * 3_600_000L;

    /** A peer that never answered is given up after an hour of silence, one that has after half a day. */
    static final int SILENCES_MAX_UNPROVEN = 6;

    static final int SILENCES_MAX_PROVEN = 12;

    /** When no peer at all has answered for so long it is our own network that is down, and silence says nothing. */
    static final long OFFLINE_MS = 30_000;

    private final LinkedHashMap<NodeId, Check> checks = new LinkedHashMap<>();
    /** Asked before anything else and without spacing; bounded by what {@link #restored} was called for. */
    private final ArrayDeque<NodeId> urgent = new ArrayDeque<>();

    private final NavigableSet<Due> stale = new TreeSet<>();
    private final NavigableSet<Due> unproven = new TreeSet<>();
    private int inFlight;
    private long nextPingMs = Long.MIN_VALUE;
    private long lastAnswerMs = Long.MIN_VALUE / 2;

    private record Due(long atMs, NodeId id) implements Comparable<Due> {

        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }

    private static final class Check {
        private boolean proven;
        private boolean inFlight;
        private int silences;
        private long atMs;
        private long startedMs = Long.MIN_VALUE / 2;
    }

    /** A peer was found, or its record changed: it is checked as soon as the rate allows, but not again and again. */
    void seen(long nowMs, NodeId id) {
        Check check = checks.get(id);
        if (check == null) {
            check = new Check();
            checks.put(id, check);
            schedule(id, check, nowMs);
        } else if (!check.inFlight) {
            schedule(id, check, Math.min(check.atMs, Math.max(nowMs, check.startedMs + AGAIN_MS)));
        }
    }

    /** A peer of an earlier run, which had answered then. */
    void restored(long nowMs, NodeId id, boolean urgently) {
        Check check = checks.computeIfAbsent(id, unknown -> new Check());
        unschedule(id, check);
        check.proven = true;
        schedule(id, check, nowMs);
        if (urgently) {
            urgent.add(id);
        }
    }

    /** It answered something, a check or another request. */
    void answered(long nowMs, NodeId id) {
        lastAnswerMs = nowMs;
        Check check = checks.computeIfAbsent(id, unknown -> new Check());
        unschedule(id, check);
        check.proven = true;
        check.silences = 0;
        schedule(id, check, nowMs + STALE_MS);
    }

    /** Its check ended without an answer. True when it should now be given up. */
    boolean silent(long nowMs, NodeId id) {
        Check check = checks.get(id);
        if (check == null || !check.inFlight) {
            return false;
        }
        unschedule(id, check);
        if (nowMs - lastAnswerMs <= OFFLINE_MS) {
            check.silences++;
        }
        long retryMs = RETRY_MS << Math.max(0, Math.min(check.silences - 1, 10));
        schedule(id, check, nowMs + Math.min(retryMs, RETRY_MS_MAX));
        return check.silences >= (check.proven ? SILENCES_MAX_PROVEN : SILENCES_MAX_UNPROVEN);
    }

    void forget(NodeId id) {
        Check check = checks.remove(id);
        if (check != null) {
            unschedule(id, check);
        }
    }

    /** Whom to ping now; null when nobody is due, or the rate does not allow it yet. Each is given once until its result is told. */
    @Nullable
    NodeId next(long nowMs) {
        if (inFlight >= IN_FLIGHT_MAX) {
            return null;
        }
        for (NodeId id = urgent.poll(); id != null; id = urgent.poll()) {
            Check check = checks.get(id);
            if (check != null && !check.inFlight && check.atMs <= nowMs) {
                return start(nowMs, id, check);
            }
        }
        NavigableSet<Due> first = isDue(stale, nowMs) ? stale : unproven;
        if (nowMs < nextPingMs || !isDue(first, nowMs)) {
            return null;
        }
        nextPingMs = nowMs + SPACING_MS;
        NodeId id = first.first().id();
        return start(nowMs, id, Objects.requireNonNull(checks.get(id)));
    }

    private static boolean isDue(NavigableSet<Due> queue, long nowMs) {
        return !queue.isEmpty() && queue.first().atMs() <= nowMs;
    }

    private NodeId start(long nowMs, NodeId id, Check check) {
        unschedule(id, check);
        check.startedMs = nowMs;
        check.inFlight = true;
        inFlight++;
        return id;
    }

    private void schedule(NodeId id, Check check, long atMs) {
        unschedule(id, check);
        check.atMs = atMs;
        queue(check).add(new Due(atMs, id));
    }

    /** Out of the queues, and no longer in flight. */
    private void unschedule(NodeId id, Check check) {
        queue(check).remove(new Due(check.atMs, id));
        if (check.inFlight) {
            check.inFlight = false;
            inFlight--;
        }
    }

    private NavigableSet<Due> queue(Check check) {
        return check.proven ? stale : unproven;
    }

    /** When {@link #next} may give someone; {@code Long.MAX_VALUE}: not before something is told. */
    long nextDeadlineMs() {
        if (inFlight >= IN_FLIGHT_MAX) {
            return Long.MAX_VALUE;
        }
        if (!urgent.isEmpty()) {
            return Long.MIN_VALUE;
        }
        long dueMs = Long.MAX_VALUE;
        if (!stale.isEmpty()) {
            dueMs = stale.first().atMs();
        }
        if (!unproven.isEmpty()) {
            dueMs = Math.min(dueMs, unproven.first().atMs());
        }
        return Math.max(dueMs, nextPingMs);
    }

    /** How many peers are watched. */
    int size() {
        return checks.size();
    }

    int inFlight() {
        return inFlight;
    }
}
