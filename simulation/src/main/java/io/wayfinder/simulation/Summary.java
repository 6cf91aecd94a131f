package io.wayfinder.simulation;

/**
 * What came of a run: a function of scenario, seed and code.
 *
 * @param nodes the scenario's
 * @param alive honest nodes at the end
 * @param adversaries hosts of theirs
 * @param trace the hash over every delivery, 16 hex digits
 * @param events deliveries, timers, comings and goings
 */
public record Summary(
        String scenario,
        long seed,
        int nodes,
        int alive,
        int adversaries,
        boolean realCrypto,
        long virtualMs,
        String trace,
        long events,
        Datagrams datagrams,
        Lookups lookups,
        Tables tables,
        Traffic traffic,
        Traffic steadyTraffic) {

    /**
     * What became of all that was sent.
     *
     * @param lost by the links, or between the parts of a network that is split
     * @param unreachable to where nobody listens
     * @param filtered by NATs
     */
    public record Datagrams(long delivered, long lost, long unreachable, long filtered) {}

    /**
     * Each look-up is for the ID of a node that was there when it began.
     *
     * @param judged those that ended while the node was still there, and anyone could reach it
     * @param found those among them that have it in their result
     * @param captured those that have not, and have an adversary's node for the nearest
     * @param foreign share of adversaries' nodes in the results of all
     * @param recall the share of the 16 nearest living nodes that is in the result
     * @param hops on average
     * @param queries FINDNODEs, on average
     * @param ms how long they take, on average
     */
    public record Lookups(
            long started,
            long judged,
            long found,
            long captured,
            double foreign,
            double recall,
            double hops,
            double queries,
            double ms,
            double msMedian,
            double ms90,
            double ms99) {

        /** 1 when there was none. */
        public double success() {
            return judged == 0 ? 1 : (double) found / judged;
        }

        /** Share of them that end in the adversaries' hands. */
        public double capture() {
            return judged == 0 ? 0 : (double) captured / judged;
        }
    }

    /**
     * Of the nodes that are there at the end, on average.
     *
     * @param fill live entries that are honest nodes which are there, as a share of what a perfect table would have
     * @param notThere share of the live entries that are not: gone, or an adversary's
     */
    public record Tables(double entries, double live, double fill, double notThere) {}

    /** What a node sends, on average; bytes of UDP payload. */
    public record Traffic(double datagramsPerSecond, double bytesPerSecond) {}
}
