package io.wayfinder.simulation;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/**
 * A small network that has a bad time, all of it drawn from the seed: joins in its first tenth, churn in the second, a
 * separation in the third; an impostor all along, some nodes crowded in one /24, errands, newer records. From then on it
 * must settle, and at nine tenths every node looks for another.
 */
final class Mixture {

    private static final int BOOTNODES = 2;
    private static final int CROWD = 14;
    private static final long ERRAND_MS = 500;
    private static final long IMPOSTOR_MS = 40;
    private static final Endpoint IMPOSTORS = Endpoint.of(IpAddress.of(Bytes.fromHexString("0x5db8d822")), 30_303);

    /** What a node may send in a minute: about twice what it does. */
    private static final long BYTES_PER_MINUTE = 120_000;

    private static final TableLimits TABLE = TableLimits.DEFAULT;

    /** Notices in seconds what else takes minutes. */
    private static final TableLimits QUICK_TABLE = new TableLimits(
            TABLE.bucketSize(),
            TABLE.replacementsPerBucket(),
            TABLE.bucketIpv4(),
            TABLE.bucketIpv6(),
            TABLE.tableIpv4(),
            TABLE.tableIpv6(),
            5_000,
            20_000,
            20_000,
            2_500,
            TABLE.missSpacingMs(),
            TABLE.missesUnproven(),
            TABLE.missesSilent(),
            TABLE.missesProven(),
            TABLE.missesFactorAlone(),
            16,
            TABLE.pingPatienceMs(),
            20_000,
            60_000,
            TABLE.silentNodes(),
            TABLE.changes(),
            TABLE.voteWindowMs(),
            TABLE.votesMin(),
            TABLE.voters(),
            TABLE.endpointChangeMs());

    private static final LookupLimits LOOKUP = LookupLimits.DEFAULT;

    /** As many as there are nodes in a network of two dozen. */
    private static final LookupLimits FEW_QUERIES = new LookupLimits(
            LOOKUP.resultSize(),
            LOOKUP.parallelism(),
            LOOKUP.paths(),
            24,
            LOOKUP.timeoutMs(),
            LOOKUP.stragglerMs(),
            LOOKUP.stragglerLeastMs(),
            LOOKUP.resentMs(),
            LOOKUP.stragglersMax(),
            LOOKUP.againMax(),
            LOOKUP.seedsMax(),
            LOOKUP.recordsPerAnswer(),
            LOOKUP.distancesPerQuery());

    private final World world;
    private final Invariants invariants;
    private final TrafficBudget budget;
    private final SplittableRandom churn;
    private final SplittableRandom errands;
    private final int nodes;
    private final long forMs;
    private List<Contact> bootnodes = List.of();
    private boolean settling;

    Mixture(long seed, int nodes, long forMs, Limits limits) {
        this.nodes = nodes;
        this.forMs = forMs;
        Seeds seeds = new Seeds(seed);
        churn = seeds.of(Purpose.CHURN, 0);
        errands = seeds.of(Purpose.ERRANDS, 0);
        LinkModel links = new LinkModel(churn.nextDouble(0.03), 0.01, churn.nextDouble(0.05), 0.3, 1_280);
        world = new World(seeds, links, limits, false);
        invariants = new Invariants(world);
        budget = new TrafficBudget(world, BYTES_PER_MINUTE);
        invariants.add(budget);
    }

    /** Notices quickly, and has room for little: so bounds are met in a small network. */
    static Limits quickLimits() {
        SessionLimits all = SessionLimits.DEFAULT;
        SessionLimits few = new SessionLimits(
                all.sessions(),
                all.sessionsPerPrefix(),
                3,
                64,
                all.members(),
                all.failuresPerChallenge(),
                all.attemptsInARow(),
                all.challengeMs(),
                all.tentativeMs(),
                all.previousMs(),
                all.sentNonceMs(),
                all.tieMs(),
                all.curveUnitsPerMs(),
                all.memberCurveUnitsPerMs(),
                all.curveBurstMs());
        Limits base = Limits.DEFAULT;
        return new Limits(
                few,
                base.requests(),
                QUICK_TABLE,
                FEW_QUERIES,
                base.knownRecords(),
                base.lookupsAtOnce(),
                base.talksPending());
    }

    World world() {
        return world;
    }

    Invariants invariants() {
        return invariants;
    }

    TrafficBudget budget() {
        return budget;
    }

    /** Runs to the end; throws the first {@link ViolationException}. */
    void run() {
        List<HonestNode> first = List.of(world.join(List.of()), world.join(List.of()));
        bootnodes = first.stream().map(HonestNode::contact).toList();
        for (int i = BOOTNODES; i < nodes; i++) {
            int number = i;
            world.schedule(churn.nextLong(forMs / 10), () -> join(number));
        }
        Impostor impostor = new Impostor(world, IMPOSTORS, world.seeds().of(Purpose.ADVERSARIES, 0), IMPOSTOR_MS);
        world.watchers().add(impostor);
        world.network().attach(impostor);
        for (int i = 0; i < nodes / 4; i++) {
            world.schedule(forMs / 10 + churn.nextLong(forMs / 10), this::leaveOne);
            world.schedule(forMs / 10 + churn.nextLong(forMs / 10), () -> world.join(bootnodes));
        }
        int half = 2 + churn.nextInt(3);
        world.schedule(forMs / 5, () -> world.network().separate((one, other) -> side(one, half) != side(other, half)));
        world.schedule(
                forMs / 5 + churn.nextLong(forMs / 20), () -> world.network().separate(null));
        world.schedule(ERRAND_MS, this::errand);
        world.schedule(forMs * 3 / 5, () -> {
            settling = true;
            budget.begin();
        });
        world.schedule(forMs * 9 / 10, () -> {
            budget.end();
            invariants.lookupsFind().search(errands);
        });
        world.runUntil(forMs);
        invariants.inspect();
    }

    private void join(int number) {
        if (number < BOOTNODES + CROWD) {
            IpAddress address = IpAddress.of(Bytes.ofUnsignedInt(0x5db8_d900L + number));
            world.join(Endpoint.of(address, 30_303), bootnodes);
        } else {
            world.join(bootnodes);
        }
    }

    private static boolean side(Host host, int half) {
        return host instanceof HonestNode node && node.number() % half == 0;
    }

    /** Any but the bootnodes. */
    private void leaveOne() {
        List<HonestNode> alive = world.alive();
        if (alive.size() > BOOTNODES + 1) {
            world.leave(alive.get(BOOTNODES + churn.nextInt(alive.size() - BOOTNODES)));
        }
    }

    private void errand() {
        if (settling) {
            return;
        }
        world.schedule(ERRAND_MS, this::errand);
        List<HonestNode> alive = world.alive();
        HonestNode node = alive.get(errands.nextInt(alive.size()));
        HonestNode other = alive.get(errands.nextInt(alive.size()));
        switch (errands.nextInt(4)) {
            case 0 -> node.lookup(other.id());
            case 1 -> node.renew();
            default -> node.command((core, nowMs) -> core.ask(nowMs, other.contact(), new Question.Ping()));
        }
    }
}
