package io.wayfinder.discovery.table;

/**
 * The bounds and intervals of the table and of the votes on our address. Times are in milliseconds; those of pings are
 * jittered by a quarter either way, so that nodes that came together are not checked together.
 *
 * @param bucketSize entries a bucket: Kademlia's k. A full bucket keeps its proven entries and refuses the newcomer
 * @param replacementsPerBucket nodes kept waiting for a place; the one heard of longest ago and never proven gives way
 * @param bucketIpv4 entries of one /24 in a bucket, so that nobody fills a bucket from one network; the newcomer is
 *     refused
 * @param bucketIpv6 entries of one /64 in a bucket
 * @param tableIpv4 entries of one /24 in the table
 * @param tableIpv6 entries of one /48 (what one customer is given) in the table
 * @param fastPingMs the least time between checks of a node that answers: then it is twice as long as it has been
 *     answering
 * @param slowPingMs the most: in a network of 10,000 a full table has about 170 entries, hence
 *     34 pings a minute, fewer where lookups ask them anyway
 * @param retryPingMs after a first miss; doubled with each further one, up to {@code slowPingMs}. Longer than a request
 *     with its repetition takes, and the least time between two pings of one node, whatever its records say
 * @param missSpacingMs misses closer than this to the last one count as that one: one lost burst is one miss
 * @param missesUnproven misses in a row after which a node that never answered goes
 * @param missesSilent misses in a row after which a proven node is no longer relayed
 * @param missesProven misses in a row after which a proven node goes
 * @param missesFactorAlone multiplies the misses allowed while nobody at all answers: then it is our network that is
 *     down
 * @param pingsInFlight at once; the others wait. Fills a devnet's table in a second and keeps a table full of dead
 *     candidates to some 16 pings a second
 * @param pingPatienceMs after which a ping whose result was never told counts as missed; far above any request's
 *     time-out
 * @param silenceMs for which an evicted node is not taken back on mere hearsay; doubled each time, so that the many
 *     dead nodes that others go on naming cost little
 * @param silenceMaxMs the longest such time: a back-off, not a ban
 * @param silentNodes evicted nodes remembered; the one evicted longest ago is forgotten
 * @param changes membership changes kept until they are polled; the oldest is lost
 * @param voteWindowMs for which a vote on our endpoint counts
 * @param votesMin agreeing votes wanted (and a majority)
 * @param voters networks whose vote is kept, for each family and scope; the oldest vote goes
 * @param endpointChangeMs between two changes of the agreed endpoint of a family
 */
public record TableLimits(
        int bucketSize,
        int replacementsPerBucket,
        int bucketIpv4,
        int bucketIpv6,
        int tableIpv4,
        int tableIpv6,
        long fastPingMs,
        long slowPingMs,
        long retryPingMs,
        long missSpacingMs,
        int missesUnproven,
        int missesSilent,
        int missesProven,
        int missesFactorAlone,
        int pingsInFlight,
        long pingPatienceMs,
        long silenceMs,
        long silenceMaxMs,
        int silentNodes,
        int changes,
        long voteWindowMs,
        int votesMin,
        int voters,
        long endpointChangeMs) {

    public static final TableLimits DEFAULT = new TableLimits(
            16, 10, 2, 2, 10, 10, 60_000, 300_000, 4_000, 2_500, 2, 2, 4, 2, 32, 15_000, 60_000, 3_600_000, 2_000,
            1_024, 300_000, 10, 500, 300_000);
}
