package io.wayfinder.discovery.table;

/** The table's bounds. */
public record TableLimits(int bucketSize, int replacementsPerBucket) {

    public static final TableLimits DEFAULT = new TableLimits(16, 10);
}
