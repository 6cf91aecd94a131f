package io.wayfinder.discovery.lookup;

import io.wayfinder.discovery.lookup.Candidate.State;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One lookup (theory, "Lookup"): tells whom to ask what next, is told the answers, knows when it is done. No I/O, no
 * clock of its own. Call order: {@link #next}, ask, {@link #answered} or {@link #failed}, {@link #next} ... until
 * {@link #isDone}; and {@link #next} at {@link #nextDeadlineMs} too.
 */
public final class Lookup {

    private final NodeId local;
    private final NodeId target;
    private final LookupLimits limits;
    private final Predicate<NodeRecord> wanted;
    private final long endMs;
    private final List<Path> paths = new ArrayList<>();
    /** Every node seen with an endpoint, nearest first. */
    private final TreeMap<NodeId, Candidate> seen;

    private @Nullable NodeRecord targetRecord;
    private long latestMs;
    private long slowestMs;
    private int queries;
    private int again;

    /**
     * @param local never asked, never in the result
     * @param seeds where to start, any order
     * @param wanted which nodes count as results (all are asked all the same)
     */
    public Lookup(
            long nowMs,
            NodeId local,
            NodeId target,
            List<NodeRecord> seeds,
            LookupLimits limits,
            Predicate<NodeRecord> wanted) {
        this.local = local;
        this.target = target;
        this.limits = limits;
        this.wanted = wanted;
        this.latestMs = nowMs;
        this.endMs = nowMs + limits.timeoutMs();
        this.seen = new TreeMap<>((a, b) -> Distance.compare(target, a, b));
        for (int i = 0; i < limits.paths(); i++) {
            paths.add(new Path(target, limits, wanted));
        }
        start(seeds);
    }

    /** Whom to ask now, with the distances to ask for; empty while enough are in flight or when done. */
    public List<Query> next(long nowMs) {
        latestMs = nowMs;
        List<Query> asked = new ArrayList<>();
        if (isDone(nowMs)) {
            return asked;
        }
        for (int round = 0; round < limits.parallelism(); round++) {
            for (Path path : paths) {
                Query query = mayAsk(nowMs, path) ? next(nowMs, path) : null;
                if (query != null) {
                    queries++;
                    asked.add(query);
                }
            }
        }
        return asked;
    }

    private @Nullable Query next(long nowMs, Path path) {
        Candidate candidate = path.next(nowMs, stragglerMs());
        if (candidate != null) {
            List<Integer> distances = distancesFor(candidate);
            path.ask(nowMs, candidate, distances);
            return new Query(candidate.record, distances);
        }
        Query second = path.again(nowMs, stragglerMs(), again);
        if (second != null) {
            path.askAgain(nowMs, Objects.requireNonNull(seen.get(second.to().nodeId())));
            again++;
        }
        return second;
    }

    /** One FINDNODE of the lookup. */
    public record Query(NodeRecord to, List<Integer> distances) {}

    /** Records of an answer that is not complete may be told too. An answer that was not asked for is ignored. */
    public void answered(long nowMs, NodeId from, List<NodeRecord> records) {
        latestMs = nowMs;
        Candidate answerer = seen.get(from);
        for (Path path : paths) {
            if (answerer != null && path.ended(answerer)) {
                slowestMs = Math.max(slowestMs, nowMs - answerer.askedMs);
                answerer.answer(records, limits.recordsPerAnswer());
                for (NodeRecord record : records.subList(0, Math.min(records.size(), limits.recordsPerAnswer()))) {
                    hear(record, answerer.hops + 1, path);
                }
            }
        }
    }

    public void failed(long nowMs, NodeId from) {
        latestMs = nowMs;
        Candidate failing = seen.get(from);
        for (Path path : paths) {
            if (failing != null && path.ended(failing)) {
                failing.fail();
            }
        }
    }

    public boolean isDone(long nowMs) {
        if (nowMs >= endMs) {
            return true;
        }
        boolean spent = queries >= limits.queriesMax();
        for (Path path : paths) {
            boolean done =
                    path.isDone(nowMs, givenUpMs()) && (spent || path.again(nowMs, stragglerMs(), again) == null);
            if (!done && !(spent && path.inFlight() == 0)) {
                return false;
            }
        }
        return true;
    }

    /** When the time bound ends it, at the latest. */
    public long deadlineMs() {
        return endMs;
    }

    /** When {@link #next} may have something though nobody answered, or the time bound ends it. */
    public long nextDeadlineMs() {
        long next = endMs;
        for (Path path : paths) {
            next = Math.min(next, path.nextUnansweredMs(latestMs, stragglerMs()));
            next = Math.min(next, path.nextUnansweredMs(latestMs, givenUpMs()));
        }
        return next;
    }

    /** At most k nodes, nearest first: those that answered, and are wanted. */
    public List<NodeRecord> result() {
        List<NodeRecord> result = new ArrayList<>();
        for (Candidate candidate : results()) {
            result.add(candidate.record);
        }
        return result;
    }

    /** The newest record of the target that was seen, whether the target answered or not. */
    public Optional<NodeRecord> targetRecord() {
        return Optional.ofNullable(targetRecord);
    }

    /** FINDNODE requests spent so far. */
    public int queries() {
        return queries;
    }

    /** The longest chain of referrals that led to a result, 1 for a node known at the start. */
    public int hops() {
        int hops = 0;
        for (Candidate candidate : results()) {
            hops = Math.max(hops, candidate.hops);
        }
        return hops;
    }

    /** Deals the nearest seeds out to the paths, so that each starts elsewhere and none far away. */
    private void start(List<NodeRecord> seeds) {
        List<NodeRecord> nearest = new ArrayList<>(seeds);
        nearest.sort((a, b) -> Distance.compare(target, a.nodeId(), b.nodeId()));
        int dealt = 0;
        for (NodeRecord seed : nearest) {
            if (dealt < limits.seedsMax() && hear(seed, 1, paths.get(dealt % paths.size()))) {
                dealt++;
            }
        }
    }

    /** Takes a record over; false when it brings no new node. */
    private boolean hear(NodeRecord record, int hops, Path path) {
        NodeId id = record.nodeId();
        if (id.equals(local)) {
            return false;
        }
        if (id.equals(target) && (targetRecord == null || record.newerThan(targetRecord))) {
            targetRecord = record;
        }
        Candidate known = seen.get(id);
        if (known != null) {
            known.heardAgain(record, hops);
            path.add(known);
            return false;
        }
        if (!Candidate.hasEndpoint(record)) {
            return false;
        }
        Candidate candidate = new Candidate(record, hops);
        seen.put(id, candidate);
        path.add(candidate);
        return true;
    }

    private boolean mayAsk(long nowMs, Path path) {
        int stragglers = Math.min(path.stragglers(nowMs, stragglerMs()), limits.stragglersMax());
        return queries < limits.queriesMax() && path.inFlight() - stragglers < limits.parallelism();
    }

    /** In a quick network the dead are told from the living sooner. */
    private long stragglerMs() {
        long patience = Math.max(limits.stragglerLeastMs(), 2 * slowestMs);
        return slowestMs == 0 ? limits.stragglerMs() : Math.min(limits.stragglerMs(), patience);
    }

    private long givenUpMs() {
        return limits.resentMs() + stragglerMs();
    }

    private List<Integer> distancesFor(Candidate candidate) {
        List<NodeId> nearest = new ArrayList<>();
        for (NodeId id : seen.keySet()) {
            if (nearest.size() < limits.resultSize() && !id.equals(target)) {
                nearest.add(id);
            }
        }
        return QueryDistances.of(target, candidate.record.nodeId(), nearest, limits.distancesPerQuery());
    }

    private List<Candidate> results() {
        List<Candidate> results = new ArrayList<>();
        for (Candidate candidate : seen.values()) {
            if (results.size() < limits.resultSize()
                    && candidate.state == State.ANSWERED
                    && wanted.test(candidate.record)) {
                results.add(candidate);
            }
        }
        return results;
    }
}
