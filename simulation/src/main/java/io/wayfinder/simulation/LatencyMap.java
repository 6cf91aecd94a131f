package io.wayfinder.simulation;

import java.util.List;

/**
 * How long a datagram takes from one region to another, one way, without jitter.
 *
 * <p>Fitted, not measured: light in fibre (200 km a millisecond) along the great circle between the regions' largest
 * hosting places, lengthened by {@link #DETOUR}, and {@link #LAST_MILE_US} at either end.
 */
final class LatencyMap {

    /** Latitude, longitude, and how many of a hundred nodes are there. */
    record Region(String name, double latitude, double longitude, int share) {}

    /** Shares as crawls of mainnet find them: North America and Europe two fifths each, the rest mostly Asia. */
    static final List<Region> REGIONS = List.of(
            new Region("us-east", 39.0, -77.5, 27),
            new Region("us-west", 45.8, -119.7, 13),
            new Region("eu-west", 53.3, -6.3, 8),
            new Region("eu-central", 50.1, 8.7, 27),
            new Region("eu-north", 60.2, 24.9, 7),
            new Region("asia-east", 35.7, 139.7, 7),
            new Region("asia-south-east", 1.35, 103.8, 6),
            new Region("oceania", -33.9, 151.2, 3),
            new Region("south-america", -23.5, -46.6, 2));

    private static final double KM_PER_MS = 200;
    private static final double DETOUR = 1.5;
    static final long LAST_MILE_US = 2_000;
    private static final double EARTH_RADIUS_KM = 6_371;

    private final long[][] delayUs = new long[REGIONS.size()][REGIONS.size()];

    LatencyMap() {
        for (int a = 0; a < delayUs.length; a++) {
            for (int b = 0; b < delayUs.length; b++) {
                double km = kilometres(REGIONS.get(a), REGIONS.get(b));
                delayUs[a][b] = Math.round(1_000 * DETOUR * km / KM_PER_MS) + 2 * LAST_MILE_US;
            }
        }
    }

    long delayUs(int from, int to) {
        return delayUs[from][to];
    }

    /** A region, drawn by the shares; {@code draw} is at least 0 and below 1. */
    static int region(double draw) {
        int left = (int) (draw * REGIONS.stream().mapToInt(Region::share).sum());
        int region = 0;
        while (left >= REGIONS.get(region).share()) {
            left -= REGIONS.get(region).share();
            region++;
        }
        return region;
    }

    private static double kilometres(Region a, Region b) {
        double latitudeA = StrictMath.toRadians(a.latitude());
        double latitudeB = StrictMath.toRadians(b.latitude());
        double longitudes = StrictMath.toRadians(b.longitude() - a.longitude());
        double cosine = StrictMath.sin(latitudeA) * StrictMath.sin(latitudeB)
                + StrictMath.cos(latitudeA) * StrictMath.cos(latitudeB) * StrictMath.cos(longitudes);
        return EARTH_RADIUS_KM * StrictMath.acos(Math.clamp(cosine, -1, 1));
    }
}
