package io.wayfinder.simulation;

import io.wayfinder.simulation.LatencyMap.Region;
import java.util.List;

/**
 * Which {@link Lane} the hosts of each region are in. Lanes go through time side by side for as long as no datagram of
 * one can reach another: hence regions near each other are in one lane, with an ocean between it and the next.
 */
final class LanePlan {

    /** More would cut through a continent. */
    static final int LANES_MAX = 4;

    /** Of a hundred hosts, how many a lane may have above its equal share. */
    private static final int EXCESS_MAX = 2;

    private final int lanes;
    private final LatencyMap latencies;
    private final List<Region> regions = LatencyMap.REGIONS;
    private final int[] shares;
    private final int[] laneOf = new int[regions.size()];
    private int[] best = laneOf;
    private long windowUs;

    /** @param lanes wanted; the plan has {@link #LANES_MAX} at most */
    LanePlan(int lanes, LatencyMap latencies) {
        this.lanes = Math.min(lanes, LANES_MAX);
        this.latencies = latencies;
        shares = new int[this.lanes];
        place(0, 0);
    }

    int lanes() {
        return lanes;
    }

    int laneOf(int region) {
        return best[region];
    }

    /** No datagram from one lane to another is on its way for less; {@code Long.MAX_VALUE}: there is one lane. */
    long windowUs() {
        return windowUs;
    }

    /** Tries every way to deal out the regions from this one on; the longest window wins, and of those the first. */
    private void place(int region, int used) {
        if (region == regions.size()) {
            long nearestUs = used == lanes ? nearestUs() : 0;
            if (nearestUs > windowUs) {
                windowUs = nearestUs;
                best = laneOf.clone();
            }
            return;
        }
        int share = regions.get(region).share();
        for (int lane = 0; lane < Math.min(used + 1, lanes); lane++) {
            if (shares[lane] + share <= 100 / lanes + EXCESS_MAX) {
                laneOf[region] = lane;
                shares[lane] += share;
                place(region + 1, Math.max(used, lane + 1));
                shares[lane] -= share;
            }
        }
    }

    private long nearestUs() {
        long nearestUs = Long.MAX_VALUE;
        for (int a = 0; a < laneOf.length; a++) {
            for (int b = 0; b < a; b++) {
                if (laneOf[a] != laneOf[b]) {
                    nearestUs = Math.min(nearestUs, latencies.delayUs(a, b));
                }
            }
        }
        return nearestUs;
    }
}
