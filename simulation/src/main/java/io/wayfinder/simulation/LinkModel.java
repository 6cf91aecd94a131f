package io.wayfinder.simulation;

/**
 * What the network does to a datagram on its way, besides the distance ({@link LatencyMap}).
 *
 * @param loss share of datagrams lost, 0 to 1
 * @param duplication share delivered twice
 * @param reordering share held back by up to {@link #HELD_BACK_US_MAX}, so that later ones overtake
 * @param jitter of the way's own delay added at most; squared, so that most are prompt
 * @param sizeMax larger datagrams are lost; bytes
 */
record LinkModel(double loss, double duplication, double reordering, double jitter, int sizeMax) {

    static final long HELD_BACK_US_MAX = 300_000;

    /** What IPv6 carries everywhere. */
    private static final int MTU_PAYLOAD = 1_280;

    static final LinkModel PERFECT = new LinkModel(0, 0, 0, 0, MTU_PAYLOAD);

    /** A well-kept Internet path. */
    static final LinkModel GOOD = new LinkModel(0.005, 0.001, 0.005, 0.3, MTU_PAYLOAD);

    LinkModel withLoss(double share) {
        return new LinkModel(share, duplication, reordering, jitter, sizeMax);
    }
}
