package io.wayfinder.discovery.table;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** How often each thing has happened. */
final class TableCounts {

    private final EnumMap<TableCount, Long> counts = new EnumMap<>(TableCount.class);

    void add(TableCount count) {
        counts.merge(count, 1L, Long::sum);
    }

    SequencedMap<String, Long> byLabel() {
        SequencedMap<String, Long> byLabel = new LinkedHashMap<>();
        for (TableCount count : TableCount.values()) {
            byLabel.put(count.label(), counts.getOrDefault(count, 0L));
        }
        return byLabel;
    }
}
