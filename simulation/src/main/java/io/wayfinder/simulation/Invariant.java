package io.wayfinder.simulation;

/** What must hold in every run: it watches, and throws a {@link ViolationException} as soon as it does not. */
abstract class Invariant implements Watcher {

    final World world;

    Invariant(World world) {
        this.world = world;
    }

    /** What holds, in one line. */
    abstract String claim();

    /** Looks at what is too much to look at all the time. */
    void inspect() {}

    final String name() {
        return getClass().getSimpleName();
    }

    final ViolationException violation(HonestNode node, String seen) {
        return new ViolationException(name(), world.nowMs(), "node " + node.number() + " " + node.id(), seen);
    }
}
