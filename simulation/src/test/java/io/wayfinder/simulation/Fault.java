package io.wayfinder.simulation;

/**
 * A deliberate fault: one place in a source, what it becomes, and which invariant says so.
 *
 * @param source path below {@code io/wayfinder}, without {@code .java}
 * @param right occurs once in it
 * @param seed the first of which the run shows it
 * @param world in which network
 */
record Fault(String name, String source, String right, String wrong, String invariant, long seed, Surroundings world) {

    /** The networks of {@link FaultRun}. */
    enum Surroundings {
        /** Everything goes wrong, and bounds are narrow. */
        MIXTURE,
        /** The same for ten minutes. */
        LONG_MIXTURE,
        /** The same with more nodes than buckets have room for. */
        WIDE_MIXTURE,
        /** Nothing is lost and nobody leaves. */
        CALM
    }

    /** The first seed whose network has quick limits. */
    private static final long QUICK_SEED = 3;

    static Fault mixture(String name, String source, String right, String wrong, String invariant) {
        return new Fault(name, source, right, wrong, invariant, QUICK_SEED, Surroundings.MIXTURE);
    }

    static Fault calm(String name, String source, String right, String wrong, String invariant) {
        return new Fault(name, source, right, wrong, invariant, 0, Surroundings.CALM);
    }

    /** The same, shown by seed 0 when it has time. */
    Fault inALongRun() {
        return new Fault(name, source, right, wrong, invariant, 0, Surroundings.LONG_MIXTURE);
    }

    /** The same, shown by seed 0 when there are more nodes. */
    Fault amongMany() {
        return new Fault(name, source, right, wrong, invariant, 0, Surroundings.WIDE_MIXTURE);
    }

    /** The same, shown by another seed. */
    Fault at(long other) {
        return new Fault(name, source, right, wrong, invariant, other, world);
    }
}
