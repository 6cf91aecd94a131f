package io.wayfinder.discovery.table;

import java.util.Locale;

/** What the table counts. The names, in lower case, are the labels of the metrics. */
enum TableCount {
    ADDED,
    UPDATED,
    PINGS,
    REFUSED_SELF,
    REFUSED_NO_ENDPOINT,
    REFUSED_BUCKET_QUOTA,
    REFUSED_TABLE_QUOTA,
    REFUSED_REPLACEMENT_QUOTA,
    REFUSED_REPLACEMENTS_FULL,
    REFUSED_SILENT,
    REFUSED_MOVE_QUOTA,
    REPLACEMENT_DROPPED,
    DISPLACED,
    EVICTED_UNPROVEN,
    EVICTED_PROVEN,
    REMOVED_NO_ENDPOINT,
    PING_RESULT_MISSING,
    CHANGE_LOST;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
