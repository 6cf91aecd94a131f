package io.wayfinder.discovery.wire;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Many cases out of one seed: a plain loop, so that a million of them take seconds. */
final class Cases {

    /** The same in every build; {@code mvn test -DargLine="-ea -Dwayfinder.seed=..."} looks at others. */
    private static final long SEED = Long.getLong("wayfinder.seed", 20_261_122L);

    interface Case {
        void check(RandomGenerator random);
    }

    private Cases() {}

    static void run(int count, Case body) {
        for (int i = 0; i < count; i++) {
            long seed = SEED + i;
            try {
                body.check(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("case " + i + ", alone with -Dwayfinder.seed=" + seed, e);
            }
        }
    }
}
