package io.wayfinder.discovery.lookup;

import io.wayfinder.discovery.lookup.Candidate.State;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashSet;
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

    private final TreeMap<NodeId, Candidate> known;
    private final int resultSize;
    private final Predicate<NodeRecord> wanted;
    /** Asked by this path and not answered yet, in the order of asking. */
    private final SequencedSet<Candidate> inFlight = new LinkedHashSet<>();

    Path(NodeId target, int resultSize, Predicate<NodeRecord> wanted) {
        this.known = new TreeMap<>((a, b) -> Distance.compare(target, a, b));
        this.resultSize = resultSize;
        this.wanted = wanted;
    }

    void add(Candidate candidate) {
        known.put(candidate.record.nodeId(), candidate);
    }

    /**
     * The nearest node not asked yet, if it is among the nearest {@code resultSize} wanted ones that did not fail.
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
            if (hopeful && counts(candidate) && ++counted == resultSize) {
                return null;
            }
        }
        return null;
    }

    /** The stop rule: the nearest {@code resultSize} wanted nodes that did not fail have all answered. */
    boolean isDone() {
        int counted = 0;
        for (Candidate candidate : known.values()) {
            if (candidate.state == State.SEEN || inFlight.contains(candidate)) {
                return false;
            }
            if (candidate.state == State.ANSWERED && counts(candidate) && ++counted == resultSize) {
                return true;
            }
        }
        return true;
    }

    void ask(long nowMs, Candidate candidate) {
        candidate.ask(nowMs, this);
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

    /** When the next of the requests in flight becomes a straggler. */
    long nextStragglerMs(long nowMs, long afterMs) {
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
