package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvariantsTest {

    private static final long STORM_MS = 60_000;
    private static final long CALM_MS = 5_000;
    private static final long HOUR_MS = 3_600_000;

    @Test
    void anEstablishedSessionSurvivesAStormOfForgeries() {
        World world = world(1);
        Invariants invariants = new Invariants(world);
        HonestNode one = world.join(List.of());
        HonestNode other = world.join(List.of(one.contact()));
        world.runUntil(CALM_MS);
        Impostor impostor =
                new Impostor(world, Addresses.of(1_000), world.seeds().of(Purpose.ADVERSARIES, 0), 20);
        world.watchers().add(impostor);
        world.network().attach(impostor);
        long forgedBefore = unreadable(one) + unreadable(other);
        world.runUntil(CALM_MS + STORM_MS);
        world.network().detach(impostor);
        world.runUntil(STORM_MS + 2 * CALM_MS);
        assertTrue(unreadable(one) + unreadable(other) > forgedBefore + 500, "the storm was a breeze");

        long handshakes = handshakes(one) + handshakes(other);
        List<Outcome> outcomes = outcomes(world);
        one.ask(other.contact(), new Question.Ping());
        other.ask(one.contact(), new Question.Ping());
        world.runUntil(STORM_MS + 3 * CALM_MS);
        invariants.inspect();
        assertEquals(2, outcomes.size());
        outcomes.forEach(outcome -> assertInstanceOf(Outcome.Answered.class, outcome));
        assertEquals(handshakes, handshakes(one) + handshakes(other));
    }

    private static long unreadable(HonestNode node) {
        return node.core().counters().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith("challenges_")
                        || counter.getKey().startsWith("packets_dropped"))
                .mapToLong(counter -> counter.getValue())
                .sum();
    }

    private static long handshakes(HonestNode node) {
        return node.core().counters().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith("handshakes_"))
                .mapToLong(counter -> counter.getValue())
                .sum();
    }

    private static List<Outcome> outcomes(World world) {
        List<Outcome> outcomes = new ArrayList<>();
        world.watchers().add(new Watcher() {
            @Override
            public void told(HonestNode by, Output output) {
                if (output instanceof Output.Completed completed) {
                    outcomes.add(completed.outcome());
                }
            }
        });
        return outcomes;
    }

    /** Of a day; {@code -Dwayfinder.steady.hours} for another time. */
    @Test
    void memoryIsFlatInSteadyLife() {
        long forMs = Integer.getInteger("wayfinder.steady.hours", 24) * HOUR_MS;
        World world = world(2);
        Invariants invariants = new Invariants(world);
        invariants.add(new MemoryFlat(world, invariants.sizes(), HOUR_MS, forMs / 2));
        List<Contact> bootnodes = List.of(world.join(List.of()).contact());
        for (int i = 1; i < 8; i++) {
            world.join(bootnodes);
        }
        world.runUntil(forMs);
        invariants.inspect();
    }

    @Test
    void watchingChangesNothing() {
        World watched = world(3);
        Invariants invariants = new Invariants(watched);
        run(watched);
        World alone = world(3);
        run(alone);
        assertEquals(alone.network().trace(), watched.network().trace());
        assertTrue(invariants.all().size() >= 15);
    }

    private static void run(World world) {
        List<Contact> bootnodes = List.of(world.join(List.of()).contact());
        for (int i = 1; i < 12; i++) {
            Endpoint endpoint = Addresses.of(i);
            world.schedule(200L * i, () -> world.join(endpoint, bootnodes));
        }
        world.runUntil(30_000);
    }

    private static World world(long seed) {
        return new World(new Seeds(seed), LinkModel.GOOD, Limits.DEFAULT, false);
    }
}
