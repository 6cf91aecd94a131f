package io.wayfinder.discovery.lookup;

import io.wayfinder.discovery.lookup.Lookup.Query;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Runs a lookup to its end in virtual time. */
final class LookupRun {

    /** A request is sent once more after each of these. */
    static final long ATTEMPT_MS = RequestLimits.DEFAULT.legMs();

    static final int ATTEMPTS = RequestLimits.DEFAULT.attempts();

    private record Event(long atMs, long serial, NodeId from, Optional<List<NodeRecord>> answer) {}

    final List<Query> asked = new ArrayList<>();
    final Lookup lookup;
    int inFlightMax;
    long endedMs;

    private LookupRun(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * @param answers empty for a request that times out
     * @param latency of the answer
     */
    static LookupRun of(
            Lookup lookup, Function<Query, Optional<List<NodeRecord>>> answers, ToLongFunction<Query> latency) {
        LookupRun run = new LookupRun(lookup);
        PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::serial));
        long nowMs = 0;
        long serial = 0;
        while (!lookup.isDone(nowMs)) {
            for (Query query : lookup.next(nowMs)) {
                run.asked.add(query);
                Optional<List<NodeRecord>> answer = answers.apply(query);
                long atMs = nowMs + (answer.isPresent() ? latency.applyAsLong(query) : ATTEMPTS * ATTEMPT_MS);
                events.add(new Event(atMs, serial++, query.to().nodeId(), answer));
            }
            run.inFlightMax = Math.max(run.inFlightMax, events.size());
            long deadlineMs = lookup.nextDeadlineMs();
            Event event = events.peek();
            if (event == null || event.atMs() > deadlineMs) {
                nowMs = deadlineMs;
            } else {
                events.remove();
                nowMs = event.atMs();
                if (event.answer().isPresent()) {
                    lookup.answered(nowMs, event.from(), event.answer().get());
                } else {
                    lookup.failed(nowMs, event.from());
                }
            }
        }
        run.endedMs = nowMs;
        return run;
    }
}
