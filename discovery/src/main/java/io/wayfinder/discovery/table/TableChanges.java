package io.wayfinder.discovery.table;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Changes that nobody has polled yet: at most {@link TableLimits#changes}, then the oldest are lost, and counted. */
final class TableChanges {

    private final TableLimits limits;
    private final TableCounts counts;
    private final ArrayDeque<TableChange> changes = new ArrayDeque<>();

    TableChanges(TableLimits limits, TableCounts counts) {
        this.limits = limits;
        this.counts = counts;
    }

    void add(TableChange change) {
        if (changes.size() >= limits.changes()) {
            changes.poll();
            counts.add(TableCount.CHANGE_LOST);
        }
        changes.add(change);
    }

    @Nullable
    TableChange poll() {
        return changes.poll();
    }
}
