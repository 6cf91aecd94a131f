package io.wayfinder.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

final class TimersKept extends Invariant {

    /** In any second. A node of a busy network has some ten: requests end, packets go out, keys are given up. */
    private static final int TICKS_MAX = 400;

    private static final long SECOND_MS = 1_000;

    private final Map<Integer, Ticks> ticks = new LinkedHashMap<>();

    private static final class Ticks {
        long second;
        int count;
    }

    TimersKept(World world) {
        super(world);
    }

    @Override
    String claim() {
        return "Nothing is overdue after a tick, and no node ticks more than %d times a second".formatted(TICKS_MAX);
    }

    @Override
    public void ticked(HonestNode node) {
        if (node.nextDeadlineMs() <= world.nowMs()) {
            throw violation(node, "%d ms overdue after its tick".formatted(world.nowMs() - node.nextDeadlineMs()));
        }
        Ticks own = ticks.computeIfAbsent(node.number(), unused -> new Ticks());
        long second = world.nowMs() / SECOND_MS;
        own.count = own.second == second ? own.count + 1 : 1;
        own.second = second;
        if (own.count > TICKS_MAX) {
            throw violation(node, "%d ticks in a second".formatted(own.count));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        ticks.remove(node.number());
    }
}
