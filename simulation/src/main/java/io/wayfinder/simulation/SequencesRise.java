package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For as long as a node is in a table: what was forgotten may be learned anew. */
final class SequencesRise extends Invariant {

    private final Map<View, Long> inTable = new LinkedHashMap<>();
    private final Map<Integer, Map<NodeId, Long>> seen = new LinkedHashMap<>();

    SequencesRise(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Sequence numbers never go down: of our own record, of a table entry, of what is told as news";
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.NodeSeen news) {
            Long before = seen.computeIfAbsent(by.number(), unused -> new LinkedHashMap<>())
                    .put(news.record().nodeId(), news.record().seq());
            if (before == null || news.record().seq() > before || by.count("records_evicted") == 0) {
                requireRise(by, news.record(), before, 1);
            }
        } else if (output instanceof Output.TableChanged changed) {
            NodeRecord record = changed.change().record();
            switch (changed.change()) {
                case TableChange.Removed removed -> inTable.remove(view(by, record));
                case TableChange.Added added -> inTable.put(view(by, record), record.seq());
                case TableChange.Updated updated ->
                    requireRise(by, record, inTable.put(view(by, record), record.seq()), 1);
            }
        }
    }

    @Override
    void inspect() {
        for (HonestNode node : world.alive()) {
            NodeRecord own = node.record();
            requireRise(node, own, inTable.put(view(node, own), own.seq()), 0);
            for (TableEntry entry : node.core().tableEntries()) {
                requireRise(node, entry.record(), inTable.get(view(node, entry.record())), 0);
            }
        }
    }

    @Override
    public void stopped(HonestNode node) {
        inTable.keySet().removeIf(view -> view.of() == node.number());
        seen.remove(node.number());
    }

    private static View view(HonestNode of, NodeRecord record) {
        return new View(of.number(), record.nodeId());
    }

    private void requireRise(HonestNode by, NodeRecord record, @Nullable Long before, long atLeast) {
        if (before != null && record.seq() < before + atLeast) {
            throw violation(by, "%s went from %d to %d".formatted(record.nodeId(), before, record.seq()));
        }
    }
}
