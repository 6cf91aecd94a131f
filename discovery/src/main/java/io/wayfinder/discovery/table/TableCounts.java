package io.wayfinder.discovery.table;

import java.util.Map;

/** How often each thing has happened: several times a packet, hence plain numbers by ordinal. */
@SuppressWarnings("EnumOrdinal")
final class TableCounts {

    private final long[] counts = new long[TableCount.values().length];

    void add(TableCount count) {
        counts[count.ordinal()]++;
    }

    void count(Map<String, Long> counters) {
        for (TableCount count : TableCount.values()) {
            counters.put("table_events{event=\"" + count.label() + "\"}", counts[count.ordinal()]);
        }
    }
}
