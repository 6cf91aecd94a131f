package io.wayfinder.discovery.table;

import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The latest vote of each voter within the window; the tally goes with it, so that no vote costs more than O(1). */
final class Ballots {

    private record Vote(Endpoint claimed, long atMs) {}

    private final TableLimits limits;
    /** The oldest vote first. */
    private final SequencedMap<Endpoint, Vote> votes = new LinkedHashMap<>();
    /** Only to look up. */
    private final Map<Endpoint, Integer> tally = new LinkedHashMap<>();

    Ballots(TableLimits limits) {
        this.limits = limits;
    }

    void cast(long nowMs, Endpoint voter, Endpoint claimed) {
        Vote before = votes.remove(voter);
        if (before != null) {
            uncount(before);
        }
        expire(nowMs);
        if (votes.size() >= limits.voters()) {
            uncount(votes.pollFirstEntry().getValue());
        }
        votes.put(voter, new Vote(claimed, nowMs));
        tally.merge(claimed, 1, Integer::sum);
    }

    int voters(long nowMs) {
        expire(nowMs);
        return votes.size();
    }

    /** Votes held, expired ones perhaps among them. */
    int size() {
        return votes.size();
    }

    /** Whether enough votes, and more than half of all, are for the endpoint. */
    boolean elects(Endpoint claimed) {
        int agreeing = tally.getOrDefault(claimed, 0);
        return agreeing >= limits.votesMin() && 2 * agreeing > votes.size();
    }

    private void expire(long nowMs) {
        while (!votes.isEmpty() && nowMs - votes.firstEntry().getValue().atMs() >= limits.voteWindowMs()) {
            uncount(votes.pollFirstEntry().getValue());
        }
    }

    private void uncount(Vote vote) {
        tally.computeIfPresent(vote.claimed(), (claimed, count) -> count == 1 ? null : count - 1);
    }
}
