package io.wayfinder.simulation;

import java.util.function.IntConsumer;

/** Who does the work of a run: each has a {@link Lane} of the hosts. How many they are changes nothing but the real time. */
public interface Crew {

    /** The calling thread. */
    Crew ALONE = new Crew() {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void work(IntConsumer work) {
            work.accept(0);
        }
    };

    /** At least 1. */
    int size();

    /**
     * Has each do its own, numbered from 0, at the same time if it can, and returns when all have: then the caller sees
     * what they did.
     */
    void work(IntConsumer work);
}
