package io.wayfinder.simulation;

import java.util.random.RandomGenerator;

/** Random bytes, of all sizes, for anyone. */
final class Noise extends Pest {

    private static final long EVERY_MS = 200;
    private static final int SIZE_MAX = 1_400;

    Noise(World world, RandomGenerator random) {
        super(world, random, EVERY_MS);
    }

    @Override
    void act() {
        world().network().send(this, victim().endpoint(), randomBytes(random().nextInt(SIZE_MAX)));
    }
}
