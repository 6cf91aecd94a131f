package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.Contact;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstRunTest {

    @Test
    void twoRunsGiveTheSameTrace() {
        assertEquals(run(200, 60_000, false), run(200, 60_000, false));
        assertEquals(run(200, 60_000, false), run(200, 60_000, true));
    }

    @Test
    void speed() {
        for (int n : new int[] {500, 1000}) {
            System.gc();
            long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            long t = System.nanoTime();
            World world = world(n, 300_000, false);
            long s = System.nanoTime() - t;
            System.gc();
            long after = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.printf("%d nodes 300 s: %.1f s, %d deliveries, %.2f us each, %d kB per node%n", n, s / 1e9, world.trace().deliveries(), s / 1e3 / world.trace().deliveries(), (after - before) / n / 1024);
            System.out.println(world.alive().get(5).core().counters());
        }
    }

    private static String run(int nodes, long ms, boolean real) {
        return world(nodes, ms, real).trace().text();
    }

    private static World world(int nodes, long ms, boolean real) {
        World world = new World(new Seeds(7), LinkModel.GOOD, Limits.DEFAULT, real);
        HonestNode boot = world.join(List.of());
        List<Contact> bootnodes = List.of(boot.contact());
        for (int i = 1; i < nodes; i++) {
            world.schedule(i * 10_000L / nodes, () -> world.join(bootnodes));
        }
        world.runUntil(ms);
        return world;
    }
}
