package io.wayfinder.simulation;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stop rule, as far as it can be seen from outside: for those whom the node knew to be live as it began to look. A
 * question may wait for the answer to one before, and so long that nobody waits for its own.
 */
final class LookupsThorough extends Invariant {

    private final Map<Command, Search> searches = new LinkedHashMap<>();
    private final Wiretap wiretap;
    private final LastWritten lastWritten;

    private record Search(NodeId target, long startedMs, List<NodeRecord> nearest) {}

    LookupsThorough(World world, Wiretap wiretap, LastWritten lastWritten) {
        super(world);
        this.wiretap = wiretap;
        this.lastWritten = lastWritten;
    }

    @Override
    String claim() {
        return "A look-up that has queries and time left has asked all live entries, of the k nearest, that are nearer than the last of its k results";
    }

    @Override
    public void commanded(HonestNode by, long command, @Nullable NodeId target) {
        if (target != null) {
            List<NodeRecord> nearest = by.core().tableEntries().stream()
                    .filter(TableEntry::live)
                    .map(TableEntry::record)
                    .sorted(Comparator.comparing(record -> Metric.distance(target, record.nodeId())))
                    .limit(world.limits().lookup().resultSize())
                    .toList();
            searches.put(new Command(by.number(), command), new Search(target, world.nowMs(), nearest));
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.Completed busy -> searches.remove(new Command(by.number(), busy.command()));
            case Output.LookedUp found -> {
                Search search = searches.remove(new Command(by.number(), found.command()));
                if (search != null) {
                    judge(by, search, found);
                }
            }
            default -> {}
        }
    }

    private void judge(HonestNode by, Search search, Output.LookedUp found) {
        LookupLimits limits = world.limits().lookup();
        boolean cutShort = found.cancelled()
                || found.queries() >= limits.queriesMax()
                || world.nowMs() - search.startedMs() >= limits.timeoutMs();
        if (cutShort) {
            return;
        }
        boolean isFull = found.nearest().size() == limits.resultSize();
        BigInteger last = isFull
                ? Metric.distance(search.target(), found.nearest().getLast().nodeId())
                : null;
        long sinceMs = search.startedMs() - world.limits().requests().overallMs();
        for (NodeRecord record : search.nearest()) {
            boolean matters = last == null
                    || Metric.distance(search.target(), record.nodeId()).compareTo(last) < 0;
            if (matters && isThere(record) && lastWritten.ms(by, record) < sinceMs) {
                throw violation(
                        by,
                        "its look-up ends with %d results, and %s was not asked"
                                .formatted(found.nearest().size(), record.nodeId()));
            }
        }
    }

    /** Who has moved since, or says so, is asked elsewhere. */
    private boolean isThere(NodeRecord record) {
        HonestNode node = wiretap.node(record.nodeId());
        return node != null && node.record().udp4().equals(record.udp4());
    }

    @Override
    public void stopped(HonestNode node) {
        searches.keySet().removeIf(lookup -> lookup.node() == node.number());
    }
}
