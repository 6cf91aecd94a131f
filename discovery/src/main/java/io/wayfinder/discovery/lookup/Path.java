package io.wayfinder.discovery.lookup;

import io.wayfinder.discovery.lookup.Candidate.State;
import io.wayfinder.discovery.lookup.Lookup.Query;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the disjoint paths of a lookup (theory, "Lookup"): what was found on it, nearest first. Candidates are shared
 * between paths so that none is asked twice; one that another path has asked is not there for this one, which goes on
 * until it has answers enough of its own. So colluding nodes must be on every path to hide what they want to hide.
 */
final class Path {

    private static final int DISTANCE_MAX = 256;

    private final NodeId target;
    private final LookupLimits limits;
    private final TreeMap<NodeId, Candidate> known;
    private final Predicate<NodeRecord> wanted;
    /** Asked by this path and not answered yet, in the order of asking. */
    private final SequencedSet<Candidate> inFlight = new LinkedHashSet<>();

    Path(NodeId target, LookupLimits limits, Predicate<NodeRecord> wanted) {
        this.target = target;
        this.limits = limits;
        this.known = new TreeMap<>((a, b) -> Distance.compare(target, a, b));
        this.wanted = wanted;
    }

    void add(Candidate candidate) {
        known.put(candidate.record.nodeId(), candidate);
    }

    /**
     * The nearest node not asked yet, if it is among the nearest k wanted ones that did not fail.
     * Stragglers are taken for failed here, so that dead nodes are replaced side by side and not one after another.
     */
    @Nullable
    Candidate next(long nowMs, long stragglerMs) {
        int counted = 0;
        for (Candidate candidate : known.values()) {
            if (candidate.state == State.SEEN) {
                return candidate;
            }
            boolean hopeful = candidate.state == State.ANSWERED
                    || (candidate.state == State.ASKED && !candidate.straggling(nowMs, stragglerMs));
            if (hopeful && counts(candidate) && ++counted == limits.resultSize()) {
                return null;
            }
        }
        return null;
    }

    /**
     * Once there is nobody left to ask, and of those that were, some are dead: an answer holds 16 records, of which the
     * dead have taken up their share, so that the living ones next in line were cut off, by everyone asked alike. Then
     * the nearest node whose answer was full is asked for the rest, if it can matter.
     *
     * @param already second questions asked so far
     */
    @Nullable
    Query again(long nowMs, long stragglerMs, int already) {
        int counted = 0;
        int missing = 0;
        int reach = DISTANCE_MAX;
        for (Candidate candidate : known.values()) {
            if (candidate.state == State.SEEN || isAwaited(candidate, nowMs, stragglerMs)) {
                return null;
            }
            if (candidate.state == State.ANSWERED && counts(candidate) && ++counted == limits.resultSize()) {
                reach = Distance.log(target, candidate.record.nodeId());
                break;
            }
            missing += candidate.asker == this && candidate.state != State.ANSWERED ? 1 : 0;
        }
        return already < Math.min(missing / 2, limits.againMax()) ? nearestCutOff(reach) : null;
    }

    private @Nullable Query nearestCutOff(int reach) {
        for (Candidate candidate : known.values()) {
            if (candidate.asker == this && candidate.mayKnowMore()) {
                List<Integer> distances = QueryDistances.cutOff(
                        target, candidate.record.nodeId(), candidate.told(), reach, limits.distancesPerQuery());
                if (!distances.isEmpty()) {
                    return new Query(candidate.record, distances);
                }
            }
        }
        return null;
    }

    /**
     * The stop rule: the nearest k wanted nodes that did not fail have all answered. One that has been silent for
     * {@code givenUpMs} is taken for failed here; where fewer than k answered, each is waited for.
     */
    boolean isDone(long nowMs, long givenUpMs) {
        int counted = 0;
        for (Candidate candidate : known.values()) {
            if (candidate.state == State.SEEN || isAwaited(candidate, nowMs, givenUpMs)) {
                return false;
            }
            if (candidate.state == State.ANSWERED && counts(candidate) && ++counted == limits.resultSize()) {
                return true;
            }
        }
        return inFlight.isEmpty();
    }

    private boolean isAwaited(Candidate candidate, long nowMs, long afterMs) {
        return inFlight.contains(candidate) && !candidate.straggling(nowMs, afterMs);
    }

    void ask(long nowMs, Candidate candidate, List<Integer> distances) {
        candidate.ask(nowMs, this, distances);
        inFlight.add(candidate);
    }

    void askAgain(long nowMs, Candidate candidate) {
        candidate.askAgain(nowMs);
        inFlight.add(candidate);
    }

    /** Whether it was this path that asked, and is not answered yet. */
    boolean ended(Candidate candidate) {
        return inFlight.remove(candidate);
    }

    int inFlight() {
        return inFlight.size();
    }

    int stragglers(long nowMs, long afterMs) {
        int stragglers = 0;
        for (Candidate candidate : inFlight) {
            stragglers += candidate.straggling(nowMs, afterMs) ? 1 : 0;
        }
        return stragglers;
    }

    /** When the next of the requests in flight will have been unanswered for so long. */
    long nextUnansweredMs(long nowMs, long afterMs) {
        for (Candidate candidate : inFlight) {
            if (!candidate.straggling(nowMs, afterMs)) {
                return candidate.askedMs + afterMs;
            }
        }
        return Long.MAX_VALUE;
    }

    private boolean counts(Candidate candidate) {
        return candidate.asker == this && wanted.test(candidate.record);
    }
}
