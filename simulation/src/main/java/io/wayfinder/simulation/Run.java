package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.simulation.Scenario.Adversaries;
import io.wayfinder.simulation.Scenario.Split;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A scenario as it happens: who joins, leaves, and looks for whom, and when. */
final class Run {

    /** Operators keep these up and reachable, whatever happens to the others. */
    private static final int BOOTNODES = 3;

    private static final double HOUR_MS = 3_600_000;

    private final Scenario scenario;
    private final long seed;
    private final boolean realCurve;
    private final World world;
    private final SplittableRandom churn;
    private final SplittableRandom errands;
    private final List<Contact> bootnodes = new ArrayList<>();
    private final Cast cast;
    private final LookupLog lookups;
    private final Traffic traffic;
    private final Traffic steadyTraffic;

    Run(Scenario scenario, long seed, boolean realCurve) {
        this(scenario, seed, realCurve, Crew.ALONE);
    }

    /** @param crew that may be at work, if the scenario allows */
    Run(Scenario scenario, long seed, boolean realCurve, Crew crew) {
        this.scenario = scenario;
        this.seed = seed;
        this.realCurve = realCurve;
        Seeds seeds = new Seeds(seed);
        boolean alone = realCurve || !scenario.adversaries().isEmpty();
        world = new World(seeds, scenario.links(), scenario.limits(), realCurve, alone ? Crew.ALONE : crew);
        churn = seeds.of(Purpose.CHURN, 0);
        errands = seeds.of(Purpose.ERRANDS, 0);
        cast = new Cast(world, bootnodes);
        lookups = new LookupLog(world, scenario.errands().paths());
        traffic = new Traffic(world);
        steadyTraffic = new Traffic(world);
        world.onlookers().add(lookups);
        scheduleJoining();
        scheduleAdversaries();
        world.schedule(scenario.joiningMs(), this::live);
        Split split = scenario.split();
        if (split != null) {
            world.schedule(split.fromMs(), () -> world.network().separate((a, b) -> side(split, a) != side(split, b)));
            world.schedule(split.untilMs(), () -> world.network().separate(null));
        }
    }

    LookupLog lookups() {
        return lookups;
    }

    Traffic traffic() {
        return traffic;
    }

    Scenario scenario() {
        return scenario;
    }

    World world() {
        return world;
    }

    Cast cast() {
        return cast;
    }

    /** Everything that happens until then, or until the scenario's end. */
    void runUntil(long untilMs) {
        world.runUntil(Math.min(untilMs, scenario.durationMs()));
    }

    boolean isOver() {
        return world.nowMs() >= scenario.durationMs();
    }

    /** What came of it so far. */
    Summary summary() {
        Network network = world.network();
        return new Summary(
                scenario.name(),
                seed,
                scenario.nodes(),
                world.alive().size(),
                cast.size(),
                realCurve,
                world.nowMs(),
                network.trace(),
                world.ran(),
                new Summary.Datagrams(network.delivered(), network.lost(), network.unreachable(), network.filtered()),
                lookups.summary(),
                TableCensus.of(world),
                traffic.summary(),
                steadyTraffic.summary());
    }

    private void scheduleJoining() {
        int first = Math.min(BOOTNODES, scenario.nodes());
        for (int i = 0; i < first; i++) {
            // Those who come first know the ones before.
            bootnodes.add(world.join(List.copyOf(bootnodes)).contact());
        }
        for (int i = first; i < scenario.nodes(); i++) {
            world.schedule(scenario.joiningMs() * i / scenario.nodes(), this::join);
        }
    }

    private void scheduleAdversaries() {
        for (Adversaries each : scenario.adversaries()) {
            int count = (int) Math.ceil(each.share() * scenario.nodes());
            for (int i = 0; i < count; i++) {
                world.schedule(scenario.joiningMs() * (i + 1) / (count + 1), () -> cast.enter(each.kind()));
            }
        }
    }

    /** A node that was never there joins. */
    void join() {
        account();
        Nat.Kind kind = scenario.nats().kind(churn.nextDouble());
        leaveLater(kind == null ? world.join(bootnodes) : world.joinBehind(kind, bootnodes));
    }

    private void leaveLater(HonestNode node) {
        Churn model = scenario.churn();
        if (model != null) {
            world.schedule(model.sessionMs(churn), () -> leave(node, model));
        }
    }

    private void leave(HonestNode node, Churn model) {
        account();
        world.leave(node);
        boolean returns = churn.nextDouble() < model.returning();
        world.schedule(model.absenceMs(churn), () -> {
            if (returns) {
                account();
                leaveLater(world.join(node.identity(), node.nat(), bootnodes));
            } else {
                join();
            }
        });
    }

    private void account() {
        traffic.account();
        steadyTraffic.account();
    }

    /** All have joined. */
    private void live() {
        steadyTraffic.reset();
        repeat(scenario.errands().lookupsPerHour(), this::lookup);
        repeat(scenario.renewalsPerHour(), () -> {
            HonestNode node = any(null);
            if (node != null) {
                node.renew();
            }
        });
    }

    /** Any node looks for another. */
    void lookup() {
        HonestNode target = scenario.errands().forVictim() ? victim() : any(null);
        HonestNode by = any(target);
        if (by != null && target != null) {
            lookups.start(by, target);
        }
    }

    /** Null while nobody is besieged. */
    private @Nullable HonestNode victim() {
        return world.alive().stream()
                .filter(node -> node.id().equals(cast.besieged()))
                .findFirst()
                .orElse(null);
    }

    /** At random times, so often an hour for each node. */
    private void repeat(double perHour, Runnable errand) {
        if (perHour > 0) {
            double meanMs = HOUR_MS / perHour / scenario.nodes();
            long inMs = Math.round(meanMs * -StrictMath.log(1 - errands.nextDouble()));
            world.schedule(inMs, () -> {
                errand.run();
                repeat(perHour, errand);
            });
        }
    }

    /** Any node but this one; null when there is none. */
    private @Nullable HonestNode any(@Nullable HonestNode but) {
        List<HonestNode> alive = world.alive();
        HonestNode any = alive.get(errands.nextInt(alive.size()));
        return any == but ? null : any;
    }

    /** Which side of a split a host is on: by its address, so that it stays there. */
    static boolean side(Split split, Host host) {
        IpAddress address = host.endpoint().address();
        double draw = new SplittableRandom(address.high() ^ address.low()).nextDouble();
        return draw < split.share();
    }
}
