package io.wayfinder.discovery.lookup;

/** A lookup's bounds; {@code paths} is how many disjoint paths, 1 for a plain lookup. */
public record LookupLimits(int resultSize, int parallelism, int paths, int queriesMax, long timeoutMs) {

    public static final LookupLimits DEFAULT = new LookupLimits(16, 3, 1, 128, 30_000);
}
