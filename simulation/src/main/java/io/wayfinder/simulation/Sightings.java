package io.wayfinder.simulation;

import java.util.Arrays;

/**
 * What was seen first under each of very many keys. The keys are hashes, of which two are never the same by chance. At its
 * bound it forgets all and begins anew.
 */
final class Sightings {

    private static final int CAPACITY_START = 1 << 10;

    private final int sizeMax;
    /** Each key, 0 for none, with its value behind it; half of the places stay empty. */
    private long[] places = new long[2 * CAPACITY_START];

    private int size;

    /** @param sizeMax a power of two */
    Sightings(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /** A hash of a value, and never 0. */
    static long hash(long value) {
        long mixed = (value ^ (value >>> 32)) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xbf58_476d_1ce4_e5b9L;
        return (mixed ^ (mixed >>> 32)) | Long.MIN_VALUE;
    }

    /** What was seen under the key for the first time: this value, if it is the first. */
    long first(long hash, long value) {
        if (2 * size >= places.length / 2) {
            makeRoom();
        }
        int at = placeOf(hash);
        if (places[at] != hash) {
            places[at] = hash;
            places[at + 1] = value;
            size++;
        }
        return places[at + 1];
    }

    private int placeOf(long hash) {
        int at = (int) (hash << 1) & (places.length - 1);
        while (places[at] != 0 && places[at] != hash) {
            at = (at + 2) & (places.length - 1);
        }
        return at;
    }

    private void makeRoom() {
        if (size >= sizeMax) {
            Arrays.fill(places, 0);
            size = 0;
            return;
        }
        long[] before = places;
        places = new long[2 * before.length];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i] != 0) {
                int at = placeOf(before[i]);
                places[at] = before[i];
                places[at + 1] = before[i + 1];
            }
        }
    }
}
