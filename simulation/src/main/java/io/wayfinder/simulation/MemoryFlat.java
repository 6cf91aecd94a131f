package io.wayfinder.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a node holds is the sum of its gauges. */
final class MemoryFlat extends Invariant {

    /** Entries more than the most that a node held in the first half. */
    private static final long GRACE = 64;

    private final SizesBounded sizes;
    private final long fromMs;
    private final long halfMs;
    private final Map<Integer, Long> most = new LinkedHashMap<>();

    /**
     * @param fromMs after joining
     * @param halfMs until when to see how much is held; no more may be held later
     */
    MemoryFlat(World world, SizesBounded sizes, long fromMs, long halfMs) {
        super(world);
        this.sizes = sizes;
        this.fromMs = fromMs;
        this.halfMs = halfMs;
    }

    @Override
    String claim() {
        return "Memory is flat over a long run: a node holds no more in its second half than in its first";
    }

    @Override
    void inspect() {
        if (world.nowMs() < fromMs) {
            return;
        }
        for (HonestNode node : world.alive()) {
            long held = sizes.held(node);
            if (world.nowMs() < halfMs) {
                most.merge(node.number(), held, Math::max);
            } else if (held > most.getOrDefault(node.number(), Long.MAX_VALUE - GRACE) + GRACE) {
                throw violation(node, "%d entries, %d before".formatted(held, most.get(node.number())));
            }
        }
    }
}
