package io.wayfinder.discovery.lookup;

import io.wayfinder.discovery.request.RequestLimits;

/**
 * A lookup's bounds.
 *
 * @param resultSize k: how many nodes are wanted, and how many of the closest must have been asked before it ends
 * @param bucketRefreshSize the same for a lookup of a random ID, which keeps a bucket fresh: it wants nodes for that bucket, and
 *     not those nearest to the ID
 * @param parallelism α: requests on their way at once on each path, stragglers not counted
 * @param paths how many disjoint paths, 1 for a plain lookup: each costs as many requests again. Where six nodes in ten
 *     collude to hide a node, a plain lookup finds it in 31 cases of 50, one of three paths in all
 * @param queriesMax FINDNODE requests in all; then the lookup ends with what it has. A lookup in a network of millions
 *     takes under 30; this many are only needed when most nodes are dead, or lie
 * @param timeoutMs in all; then the lookup ends with what it has
 * @param stragglerMs after which an unanswered request frees its place among the α at the latest, though its answer is
 *     still welcome: above most round trips with a handshake, below the time in which a request is given up. Sooner,
 *     after twice the time that the slowest answer of this lookup took
 * @param stragglerLeastMs but not before this
 * @param resentMs after which an unanswered request is sent once more. A straggler that is silent for as long again as
 *     makes a straggler is not waited for when enough others have answered: what was lost once has been answered then
 * @param stragglersMax such requests at once on each path, so that a network of the dead is not flooded
 * @param againMax second questions in all, to nodes whose answer was full, when others are dead or straggle: one for
 *     every two of those. With three in ten dead and tables in one order, 15.0 of the 16 nearest are found
 *     without, 15.8 with one, 15.95 with three
 * @param seedsMax nodes taken over at the start; the nearest
 * @param recordsPerAnswer records taken over from one answer, the first; the specification's limit. With
 *     {@code queriesMax} it bounds the nodes seen
 * @param distancesPerQuery distances asked for in one request: nodes answer them in the order asked, 16 records at
 *     most, so that further ones only matter where buckets are sparse, near the target
 */
public record LookupLimits(
        int resultSize,
        int bucketRefreshSize,
        int parallelism,
        int paths,
        int queriesMax,
        long timeoutMs,
        long stragglerMs,
        long stragglerLeastMs,
        long resentMs,
        int stragglersMax,
        int againMax,
        int seedsMax,
        int recordsPerAnswer,
        int distancesPerQuery) {

    public static final LookupLimits DEFAULT =
            new LookupLimits(16, 8, 3, 1, 128, 30_000, 500, 150, RequestLimits.DEFAULT.legMs(), 13, 3, 64, 16, 6);

    public LookupLimits {
        if (resultSize < 1
                || bucketRefreshSize < 1
                || parallelism < 1
                || paths < 1
                || queriesMax < 1
                || distancesPerQuery < 1) {
            throw new IllegalArgumentException("a lookup needs at least one of everything");
        }
    }

    public LookupLimits withPaths(int disjointPaths) {
        return with(resultSize, disjointPaths);
    }

    /** Those of a lookup that keeps a bucket fresh. */
    public LookupLimits ofBucketRefresh() {
        return with(bucketRefreshSize, 1);
    }

    private LookupLimits with(int size, int disjointPaths) {
        return new LookupLimits(
                size,
                bucketRefreshSize,
                parallelism,
                disjointPaths,
                queriesMax,
                timeoutMs,
                stragglerMs,
                stragglerLeastMs,
                resentMs,
                stragglersMax,
                againMax,
                seedsMax,
                recordsPerAnswer,
                distancesPerQuery);
    }
}
