package io.wayfinder.discovery.table;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** How often each thing has happened: several times a packet, hence plain numbers by ordinal. */
@SuppressWarnings("EnumOrdinal")
final class TableCounts {

    private final long[] counts = new long[TableCount.values().length];

    void add(TableCount count) {
        counts[count.ordinal()]++;
    }

    SequencedMap<String, Long> byLabel() {
        SequencedMap<String, Long> byLabel = new LinkedHashMap<>();
        for (TableCount count : TableCount.values()) {
            byLabel.put(count.label(), counts[count.ordinal()]);
        }
        return byLabel;
    }
}
