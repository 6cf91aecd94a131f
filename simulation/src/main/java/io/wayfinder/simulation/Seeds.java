package io.wayfinder.simulation;

import java.util.SplittableRandom;

/**
 * Generators that grow from one seed, each named by what it is for: another draw of one purpose changes nothing for the
 * others. {@link SplittableRandom}'s algorithm is part of its specification, the same on every JVM.
 */
record Seeds(long seed) {

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    /** @param number of the host, the round, or whatever there are several of */
    SplittableRandom of(Purpose purpose, long number) {
        long mixed = (seed + 1) * PRIME ^ purpose.salt * 0xbf58_476d_1ce4_e5b9L ^ number * 0x94d0_49bb_1331_11ebL;
        return new SplittableRandom(new SplittableRandom(mixed).nextLong());
    }

    /** The numbers are part of every trace: they stay as they are. */
    enum Purpose {
        /** A node's key. */
        KEY(1),
        /** A node's ephemeral keys, nonces and masking IVs. */
        SECRETS(2),
        /** A node's own choices: bucket picks, jitter. */
        CHOICES(3),
        /** Blinding: drawn as often as a provider likes, and seen by nobody. */
        BLINDING(4),
        /** Where hosts are, and behind what. */
        PLACES(5),
        /** Loss, delay, repetition. */
        LINKS(6),
        /** Who comes and goes, and when. */
        CHURN(7),
        /** What the users of the nodes ask for. */
        ERRANDS(8),
        /** What adversaries do. */
        ADVERSARIES(9),
        /** What goes wrong, in a sweep. */
        WEATHER(10);

        private final long salt;

        Purpose(long salt) {
            this.salt = salt;
        }
    }
}
