package io.wayfinder.discovery.table;

import io.wayfinder.enr.NodeRecord;

/**
 * One bucket entry as others may see it.
 *
 * @param bucket the log distance, 1 to 256
 * @param checks PINGs answered in a row
 */
public record TableEntry(
        NodeRecord record, int bucket, long addedToTableMs, long addedToBucketMs, int checks, boolean live) {}
