package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.Lookup;
import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.request.RequestEvent;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/** The lookups and resolves that run: their queries sent, their ends told. */
final class Lookups {

    private final LocalRecord local;
    private final NodeTable table;
    private final Acquaintances acquaintances;
    private final Errands errands;
    private final List<Contact> bootnodes;
    private final LookupLimits limits;
    private final int commandsMax;
    private final Queue<Output> outputs;
    private final LinkedHashMap<Long, Search> running = new LinkedHashMap<>();
    /** The lookups of the upkeep that have ended, until that is taken: as many as maintenance runs at once. */
    private final Set<Long> upkeepEnded = new LinkedHashSet<>();

    private long nextNumber = 1;
    private int commandsRunning;
    private long started;
    private long finished;
    private long cancelled;
    private long refused;
    private long queries;

    Lookups(
            LocalRecord local,
            NodeTable table,
            Acquaintances acquaintances,
            Errands errands,
            Config config,
            Queue<Output> outputs) {
        this.local = local;
        this.table = table;
        this.acquaintances = acquaintances;
        this.errands = errands;
        this.bootnodes = config.bootnodes();
        this.limits = config.limits().lookup();
        this.commandsMax = config.limits().lookupsAtOnce();
        this.outputs = outputs;
    }

    void nearest(long nowMs, long command, NodeId target, int paths, Predicate<NodeRecord> wanted) {
        LookupLimits own = limits.withPaths(paths);
        if (isFree(command)) {
            start(nowMs, new Search.Sake.Nearest(command), target, own, wanted);
        }
    }

    void resolve(long nowMs, long command, NodeId id) {
        if (id.equals(local.id())) {
            outputs.add(new Output.Resolved(command, Optional.of(local.get())));
        } else if (isFree(command)) {
            start(nowMs, new Search.Sake.Newest(command), id, limits.withPaths(1), record -> true);
        }
    }

    private boolean isFree(long command) {
        if (commandsRunning < commandsMax) {
            commandsRunning++;
            return true;
        }
        refused++;
        outputs.add(new Output.Completed(command, new Outcome.Busy()));
        return false;
    }

    /** A lookup of our own ID, or one that keeps the target's bucket fresh; its end is for {@link #takeUpkeep}. */
    long upkeep(long nowMs, NodeId target) {
        LookupLimits own = target.equals(local.id()) ? limits.withPaths(1) : limits.ofBucketRefresh();
        return start(nowMs, new Search.Sake.Upkeep(), target, own, record -> true);
    }

    /** Whether the lookup has ended: true once. */
    boolean takeUpkeep(long number) {
        return upkeepEnded.remove(number);
    }

    private long start(long nowMs, Search.Sake sake, NodeId target, LookupLimits own, Predicate<NodeRecord> wanted) {
        started++;
        Lookup lookup = new Lookup(nowMs, local.id(), target, seeds(target), own, wanted);
        long number = nextNumber++;
        running.put(number, new Search(sake, target, lookup));
        advance(nowMs, number);
        return number;
    }

    /** The target itself comes first, if we know it: so it is asked for its record. Bootnodes help out a thin table. */
    private List<NodeRecord> seeds(NodeId target) {
        Map<NodeId, NodeRecord> seeds = new LinkedHashMap<>();
        acquaintances.record(target).ifPresent(record -> seeds.put(target, record));
        table.closest(target, limits.resultSize()).forEach(record -> seeds.putIfAbsent(record.nodeId(), record));
        if (seeds.size() < limits.parallelism()) {
            for (Contact bootnode : bootnodes) {
                acquaintances.record(bootnode.id()).ifPresent(record -> seeds.putIfAbsent(record.nodeId(), record));
            }
        }
        seeds.remove(local.id());
        return new ArrayList<>(seeds.values());
    }

    /** A query of a lookup has ended. */
    void ended(long nowMs, Errand.Query query, RequestEvent.Finished request) {
        Search search = running.get(query.lookup());
        if (search != null) {
            search.ended(nowMs, request.to().id(), request.outcome());
            advance(nowMs, query.lookup());
        }
    }

    private void advance(long nowMs, long number) {
        Search search = running.get(number);
        if (search == null) {
            return;
        }
        if (!search.isDone(nowMs)) {
            for (Lookup.Query query : search.lookup().next(nowMs)) {
                queries++;
                Question question = new Question.FindNode(query.distances());
                errands.send(nowMs, Contact.of(query.to()), question, new Errand.Query(number));
            }
        }
        if (search.isDone(nowMs)) {
            running.remove(number);
            finished++;
            end(number, search, false);
        }
    }

    /** Queries in flight end by themselves: their answers are still news for the table. */
    private void end(long number, Search search, boolean early) {
        Lookup lookup = search.lookup();
        switch (search.sake()) {
            case Search.Sake.Nearest nearest -> {
                commandsRunning--;
                outputs.add(new Output.LookedUp(
                        nearest.command(), lookup.result(), lookup.queries(), lookup.hops(), early));
            }
            case Search.Sake.Newest newest -> {
                commandsRunning--;
                outputs.add(
                        early
                                ? new Output.Completed(newest.command(), new Outcome.Cancelled())
                                : new Output.Resolved(newest.command(), newestRecord(search)));
            }
            case Search.Sake.Upkeep upkeep -> upkeepEnded.add(number);
        }
    }

    /** Others may have told of it, or it itself, while the lookup ran. */
    private Optional<NodeRecord> newestRecord(Search search) {
        return Acquaintances.newest(
                acquaintances.record(search.target()), search.lookup().targetRecord());
    }

    /** Ends the lookup or resolve of the command, if it is one that runs. */
    void cancel(long command) {
        for (Map.Entry<Long, Search> entry : running.entrySet()) {
            Search search = entry.getValue();
            boolean meant = switch (search.sake()) {
                case Search.Sake.Nearest nearest -> nearest.command() == command;
                case Search.Sake.Newest newest -> newest.command() == command;
                case Search.Sake.Upkeep upkeep -> false;
            };
            if (meant) {
                running.remove(entry.getKey());
                cancelled++;
                end(entry.getKey(), search, true);
                return;
            }
        }
    }

    void tick(long nowMs) {
        if (nextDeadlineMs() > nowMs) {
            return;
        }
        for (long number : new ArrayList<>(running.keySet())) {
            if (running.containsKey(number) && running.get(number).lookup().nextDeadlineMs() <= nowMs) {
                advance(nowMs, number);
            }
        }
    }

    long nextDeadlineMs() {
        long next = Long.MAX_VALUE;
        for (Search search : running.values()) {
            next = Math.min(next, search.lookup().nextDeadlineMs());
        }
        return next;
    }

    void count(Map<String, Long> counters) {
        counters.put("lookups_running", (long) running.size());
        counters.put("lookups_started", started);
        counters.put("lookups_finished", finished);
        counters.put("lookups_cancelled", cancelled);
        counters.put("lookups_refused", refused);
        counters.put("lookups_queries", queries);
    }
}
