package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.Contact;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final int NODES = 30;
    private static final long FOR_MS = 20_000;

    @Test
    void twoRunsGiveTheSameTrace() {
        assertEquals(trace(7, false), trace(7, false));
    }

    @Test
    void anotherSeedGivesAnother() {
        assertNotEquals(trace(7, false), trace(8, false));
    }

    @Test
    void theStandInGivesTheTraceOfTheRealCurve() {
        assertEquals(trace(7, true), trace(7, false));
    }

    private static String trace(long seed, boolean realCurve) {
        World world = new World(new Seeds(seed), LinkModel.GOOD, Limits.DEFAULT, realCurve);
        List<Contact> bootnodes = List.of(world.join(List.of()).contact());
        for (int i = 1; i < NODES; i++) {
            world.schedule(100L * i, () -> world.join(bootnodes));
        }
        world.runUntil(FOR_MS);
        return world.trace().text();
    }
}
