package io.wayfinder.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.simulation.Scenario.Split;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A small network that goes through its {@link Weather}: joins in the first tenth of its time, then a storm until it is
 * calm. From then on everything that was done to it must heal: from six tenths on it must be as frugal as any, and at
 * nine tenths every node looks for another.
 */
final class Mixture {

    private static final int BOOTNODES = 2;
    private static final int CROWD = 14;
    private static final long ERRAND_MS = 500;
    private static final long IMPOSTOR_MS = 40;
    /** Of its draws; others count from zero. */
    private static final int CROOK = 1_000_000;

    private static final long GUEST_MS = 10_000;

    private static final long FLASH_MS = 1_000;
    /** More than a node may have open at one other. */
    private static final int BURST = 20;

    /** More than a node may have running where limits are quick. */
    private static final int LOOKUPS = 8;

    /** Of a user who does not wait. */
    private static final long PATIENCE_MS = 100;

    /** More than may wait for an application there. */
    private static final int TALKS = 3;

    private static final Bytes PROTOCOL = Bytes.wrap("weather".getBytes(US_ASCII));
    /** Most nodes are there. */
    private static final List<Integer> DISTANCES = List.of(256, 255, 0);

    private static final Endpoint IMPOSTORS = Endpoint.of(IpAddress.of(Bytes.fromHexString("0x5db8d822")), 30_303);

    /** What a node may send in a minute: about twice what it does, and twice that while walks still slow down. */
    private static final long BYTES_PER_MINUTE = 80_000;

    /** In a run of ten minutes walks have slowed down when steady life begins. */
    private static final long WALKS_SLOW_MS = 600_000;

    private final World world;
    private final Weather weather;
    private final Invariants invariants;
    private final TrafficBudget budget;
    private final TablesFill tablesFill;
    private final SplittableRandom churn;
    private final SplittableRandom errands;
    private final int nodes;
    private final long forMs;
    private final List<Contact> bootnodes = new ArrayList<>();
    private final List<Contact> departed = new ArrayList<>();
    private final Cast cast;
    private boolean apart;
    private @Nullable Host alone;

    Mixture(long seed, int nodes, long forMs, Limits limits) {
        this.nodes = nodes;
        this.forMs = forMs;
        Seeds seeds = new Seeds(seed);
        churn = seeds.of(Purpose.CHURN, 0);
        errands = seeds.of(Purpose.ERRANDS, 0);
        weather = Weather.draw(seeds.of(Purpose.WEATHER, 0), nodes, forMs);
        world = new World(seeds, weather.storm(), limits, false);
        invariants = new Invariants(world);
        budget = new TrafficBudget(world, forMs < WALKS_SLOW_MS ? 2 * BYTES_PER_MINUTE : BYTES_PER_MINUTE);
        tablesFill = new TablesFill(world);
        invariants.add(budget);
        invariants.add(tablesFill);
        invariants.add(new IdentitiesProven(world, IMPOSTORS));
        cast = new Cast(world, bootnodes, 4 * nodes);
    }

    World world() {
        return world;
    }

    /** What its seed gave. */
    Weather weather() {
        return weather;
    }

    Invariants invariants() {
        return invariants;
    }

    TrafficBudget budget() {
        return budget;
    }

    TablesFill tablesFill() {
        return tablesFill;
    }

    /** Runs to the end; throws the first {@link ViolationException}. */
    void run() {
        try {
            schedule();
            world.runUntil(forMs);
            invariants.inspect();
            invariants.endpointsTrue().judge();
            tablesFill.judge(invariants.lookupsFind().hidden(world.alive()));
        } catch (ViolationException e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            throw ViolationException.thrown(world.nowMs(), e);
        }
    }

    private void schedule() {
        for (int i = 0; i < BOOTNODES; i++) {
            bootnodes.add(world.join(List.of()).contact());
        }
        for (int i = BOOTNODES; i < nodes; i++) {
            int number = i;
            world.schedule(joinsInMs(forMs / 10), () -> join(number));
        }
        scheduleAdversaries();
        scheduleChurn();
        world.network().separate(this::areApart);
        Split split = weather.split();
        if (split != null) {
            world.schedule(split.fromMs(), () -> apart = true);
            world.schedule(split.untilMs(), () -> apart = false);
        }
        if (weather.outageMs() > 0) {
            world.schedule(weather.outageMs(), () -> alone = anyButBootnodes());
        }
        world.schedule(ERRAND_MS, this::errand);
        world.schedule(weather.calmMs(), this::calm);
        world.schedule(forMs * 3 / 5, () -> {
            budget.begin();
            invariants.beginSteadyLife(weather.calmMs());
        });
        world.schedule(forMs * 9 / 10, () -> {
            budget.end();
            invariants.endSteadyLife();
            invariants.lookupsFind().search(errands);
        });
    }

    private void scheduleAdversaries() {
        if (weather.impostor()) {
            Impostor impostor = new Impostor(world, IMPOSTORS, world.seeds().of(Purpose.ADVERSARIES, 0), IMPOSTOR_MS);
            world.watchers().add(impostor);
            world.network().attach(impostor);
        }
        if (weather.crook()) {
            Crook made = new Crook(world, world.seeds().of(Purpose.ADVERSARIES, CROOK));
            invariants.add(new LiesRefused(world, invariants.wiretap(), made));
            made.start();
            inviteGuests();
            world.schedule(weather.calmMs(), () -> made.leave().forEach(invariants.deadLeave()::dead));
        }
        weather.adversaries().forEach((kind, count) -> {
            for (int i = 0; i < count; i++) {
                world.schedule(1 + churn.nextLong(weather.calmMs()), () -> cast.enter(kind));
            }
        });
    }

    /** Where there is little room for sessions, more come to one node than it has room for. */
    private void inviteGuests() {
        int room = world.limits().sessions().sessions();
        if (room > QuickLimits.SESSIONS) {
            return;
        }
        SplittableRandom random = world.seeds().of(Purpose.ADVERSARIES, CROOK + 1);
        HonestNode host = world.alive().getFirst();
        for (int i = 0; i < room + room / 4; i++) {
            world.schedule(forMs / 10 + random.nextLong(weather.calmMs() / 2), () -> {
                Crook guest = Crook.guest(world, random, host);
                guest.start();
                world.schedule(GUEST_MS, guest::leave);
            });
        }
    }

    /** Between the first tenth and the calm. */
    private void scheduleChurn() {
        long fromMs = forMs / 10;
        long lastsMs = weather.calmMs() - fromMs;
        for (int i = 0; i < weather.leaving(); i++) {
            boolean returns = i < weather.returning();
            long awayMs = churn.nextLong(lastsMs);
            world.schedule(fromMs + churn.nextLong(lastsMs), () -> leaveOne(returns, awayMs));
        }
        long arrivalMs = fromMs + churn.nextLong(lastsMs);
        for (int i = 0; i < weather.newcomers(); i++) {
            long inMs = weather.flash() ? arrivalMs : fromMs + churn.nextLong(lastsMs);
            world.schedule(inMs, () -> join(Math.max(nodes, BOOTNODES + CROWD)));
        }
    }

    /** When somebody joins: within a second, or anywhere in this time. */
    private long joinsInMs(long spreadMs) {
        return churn.nextLong(weather.flash() ? FLASH_MS : spreadMs);
    }

    /** The first share a /24, if any do. */
    private void join(int number) {
        Nat.Kind behind = weather.nats().kind(churn.nextDouble());
        if (behind != null) {
            world.joinBehind(behind, bootnodes);
        } else if (weather.crowded() && number < BOOTNODES + CROWD) {
            IpAddress address = IpAddress.of(Bytes.ofUnsignedInt(0x5db8_d900L + number));
            world.join(Endpoint.of(address, 30_303), bootnodes);
        } else {
            world.join(bootnodes);
        }
    }

    private HonestNode anyButBootnodes() {
        return world.alive().get(BOOTNODES + churn.nextInt(world.alive().size() - BOOTNODES));
    }

    private void leaveOne(boolean returns, long awayMs) {
        if (world.alive().size() <= BOOTNODES + 1) {
            return;
        }
        HonestNode node = anyButBootnodes();
        world.leave(node);
        departed.add(node.contact());
        long leftMs = weather.calmMs() - world.nowMs();
        if (returns && leftMs > 0) {
            world.schedule(Math.min(awayMs, leftMs), () -> world.join(node.identity(), node.nat(), bootnodes));
        }
    }

    /** Whether they do not reach each other: at the two sides of the split, one cut off, or by chance in one direction. */
    private boolean areApart(Host by, Host to) {
        Split sides = apart ? weather.split() : null;
        return by.equals(alone)
                || to.equals(alone)
                || (weather.oneWay() > 0 && draw(by, to) < weather.oneWay())
                || (sides != null && (draw(by, by) < sides.share()) != (draw(to, to) < sides.share()));
    }

    /** The same for the same two, always, wherever they are told apart by their addresses. */
    private static double draw(Host one, Host other) {
        long mixed = one.endpoint().address().low() << Integer.SIZE
                ^ other.endpoint().address().low();
        return new SplittableRandom(mixed).nextDouble();
    }

    private void calm() {
        world.network().separate(null);
        world.network().become(weather.after());
        cast.leave().forEach(invariants.deadLeave()::dead);
    }

    private void errand() {
        if (world.nowMs() >= forMs * 3 / 5) {
            return;
        }
        world.schedule(ERRAND_MS, this::errand);
        List<HonestNode> alive = world.alive();
        HonestNode node = alive.get(errands.nextInt(alive.size()));
        HonestNode other = alive.get(errands.nextInt(alive.size()));
        switch (errands.nextInt(12)) {
            case 0, 1 -> node.lookup(other.id());
            case 2, 3 -> {
                if (weather.renewals()) {
                    node.renew();
                }
            }
            case 4 -> node.ask(other.contact(), new Question.FindNode(DISTANCES));
            case 5 -> {
                for (int i = 0; i < TALKS; i++) {
                    node.ask(other.contact(), talk(i));
                }
            }
            case 6 -> {
                boolean there = departed.isEmpty() || errands.nextBoolean();
                Contact to = there ? other.contact() : departed.get(errands.nextInt(departed.size()));
                for (int i = 0; i < BURST; i++) {
                    node.ask(to, new Question.Ping());
                }
            }
            case 7 -> {
                for (int i = 0; i < LOOKUPS; i++) {
                    node.lookup(alive.get(errands.nextInt(alive.size())).id());
                }
            }
            case 8 -> node.ask(elsewhere(other), new Question.Ping());
            case 9 -> node.resolve(other.id());
            case 10 -> {
                long asked = node.ask(other.contact(), talk(0));
                long lookup = node.lookup(other.id());
                world.schedule(PATIENCE_MS, () -> {
                    if (node.isAlive()) {
                        node.cancel(asked);
                        node.cancel(lookup);
                    }
                });
            }
            default -> node.ask(other.contact(), new Question.Ping());
        }
    }

    /** No two have the same payload. */
    private Question talk(int number) {
        return new Question.Talk(PROTOCOL, Bytes.ofUnsignedLong(TALKS * world.nowMs() + number));
    }

    /** Where the node is not. */
    private static Contact elsewhere(HonestNode node) {
        Endpoint wrong = Endpoint.of(node.endpoint().address(), node.endpoint().port() ^ 1);
        return new Contact(node.id(), node.record().publicKey(), List.of(wrong), Optional.empty());
    }
}
