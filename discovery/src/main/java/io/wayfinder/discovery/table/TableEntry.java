package io.wayfinder.discovery.table;

import io.wayfinder.enr.NodeRecord;

/**
 * One bucket entry as others may see it.
 *
 * @param bucket the log distance, 1 to 256
 * @param addedToTableMs by the clock that the table is told the time of; {@link #at} moves it to another
 * @param checks PINGs answered in a row
 */
public record TableEntry(
        NodeRecord record, int bucket, long addedToTableMs, long addedToBucketMs, int checks, boolean live) {

    /** The same by a clock that shows {@code offsetMs} more. */
    public TableEntry at(long offsetMs) {
        return new TableEntry(record, bucket, addedToTableMs + offsetMs, addedToBucketMs + offsetMs, checks, live);
    }
}
