package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** A small network under all invariants; gives the first violation. Loaded anew for each {@link Mutant}. */
public final class FaultRun implements LongFunction<Optional<String>> {

    private static final int NODES = 28;
    private static final int MANY_NODES = 64;
    private static final long MIXTURE_MS = 200_000;
    private static final long LONG_MS = 600_000;
    private static final long CALM_MS = 60_000;

    private final Fault.Surroundings kind;

    /** @param kind the name of a {@link Fault.Surroundings}; public since it is called from another class loader */
    public FaultRun(String kind) {
        this.kind = Fault.Surroundings.valueOf(kind);
    }

    @Override
    public Optional<String> apply(long seed) {
        try {
            switch (kind) {
                case MIXTURE -> {
                    return new Sweep(NODES, MIXTURE_MS).run(seed).violation();
                }
                case LONG_MIXTURE -> {
                    return new Sweep(NODES, LONG_MS).run(seed).violation();
                }
                case WIDE_MIXTURE -> {
                    return new Sweep(MANY_NODES, MIXTURE_MS).run(seed).violation();
                }
                case CALM -> calm(seed);
            }
        } catch (ViolationException e) {
            return Optional.ofNullable(e.getMessage());
        }
        return Optional.empty();
    }

    private static void calm(long seed) {
        World world = new World(new Seeds(seed), LinkModel.PERFECT, Limits.DEFAULT, false);
        Invariants invariants = new Invariants(world);
        invariants.add(new NothingResent(world));
        invariants.add(new MemoryFlat(world, invariants.sizes(), CALM_MS / 2, CALM_MS * 3 / 4));
        SplittableRandom errands = world.seeds().of(Purpose.ERRANDS, 0);
        List<Contact> bootnodes = List.of(world.join(List.of()).contact());
        for (int i = 1; i < NODES; i++) {
            world.schedule(errands.nextLong(CALM_MS / 4), () -> world.join(bootnodes));
        }
        for (int i = 0; i < 8 * NODES; i++) {
            world.schedule(CALM_MS / 4 + errands.nextLong(CALM_MS * 3 / 4), () -> askTwice(world, errands));
        }
        world.runUntil(CALM_MS);
        invariants.inspect();
    }

    /** Two at once: one goes with a handshake, the other has to wait for it. */
    private static void askTwice(World world, SplittableRandom errands) {
        HonestNode by = world.alive().get(errands.nextInt(NODES));
        HonestNode of = world.alive().get(errands.nextInt(NODES));
        if (by != of) {
            by.ask(of.contact(), new Question.Ping());
            by.ask(of.contact(), new Question.FindNode(List.of(256, 255)));
        }
    }
}
