package io.wayfinder.simulation;

import java.util.ArrayList;
import java.util.List;

/** All that must hold in any run, watched. What needs a certain scenario is added by it. */
final class Invariants {

    private static final long INSPECTION_MS = 10_000;

    /** Some sizes rise and fall within a second. */
    private static final long SIZES_MS = 1_000;

    /** Nodes are weighed in turns, since it is dear: each every 8 s. */
    private static final int SIZES_PARTS = 8;

    private final World world;
    private final List<Invariant> all = new ArrayList<>();
    private final Wiretap wiretap;
    private final SizesBounded sizes;
    private final LookupsFind lookupsFind;
    private final DeadLeave deadLeave;
    private final EndpointsTrue endpointsTrue;
    private final EntriesChecked entriesChecked;
    private final WalksGoOn walksGoOn;

    /** Watches the world from now on, before anything is delivered in it, and inspects it every 10 s. */
    Invariants(World world) {
        this.world = world;
        wiretap = new Wiretap(world);
        LastHeard lastHeard = new LastHeard(world, wiretap);
        LastWritten lastWritten = new LastWritten(world);
        world.watchers().add(wiretap);
        world.alive().forEach(wiretap::started);
        world.watchers().add(lastHeard);
        world.watchers().add(lastWritten);
        sizes = new SizesBounded(world);
        lookupsFind = new LookupsFind(world);
        deadLeave = new DeadLeave(world);
        endpointsTrue = new EndpointsTrue(world, wiretap);
        entriesChecked = new EntriesChecked(world, wiretap, lastWritten);
        walksGoOn = new WalksGoOn(world, wiretap);
        List.of(
                        new KeysAgree(world, wiretap),
                        new NoncesFresh(world, wiretap),
                        new SessionsSurvive(world, wiretap),
                        new SessionsBounded(world, wiretap),
                        new ChallengesStable(world, wiretap),
                        new NoAmplification(world, wiretap),
                        new CommandsEndOnce(world),
                        new ResolvesTrue(world),
                        new LookupsBounded(world, wiretap, lastHeard),
                        new LookupsThorough(world, wiretap, lastWritten),
                        new OnlyLiveRelayed(world, wiretap, lastHeard),
                        new TableSound(world),
                        new ProvenStay(world),
                        new SilencesTrue(world, lastWritten),
                        new EvictedStayAway(world, wiretap),
                        deadLeave,
                        endpointsTrue,
                        new AttemptsMade(world),
                        new RequestsBounded(world, wiretap),
                        new AnswersTrue(world, wiretap),
                        new AnswersWhole(world, wiretap),
                        new AnswersTaken(world, wiretap),
                        new NewsFetched(world, wiretap),
                        new NewsTold(world, wiretap),
                        new BootnodesAsked(world),
                        new NewcomersEnter(world, wiretap),
                        new ReplacementsTried(world, wiretap),
                        new HandshakesBidden(world, wiretap),
                        new WorkBounded(world, wiretap),
                        new ChallengersGivenUp(world, wiretap),
                        new RandomsFresh(world, wiretap),
                        new LookupsPaced(world, wiretap),
                        entriesChecked,
                        walksGoOn,
                        new RecordsFresh(world),
                        new SequencesRise(world),
                        new TimersKept(world),
                        sizes,
                        lookupsFind)
                .forEach(this::add);
        world.schedule(INSPECTION_MS, this::inspectAgain);
        world.schedule(SIZES_MS, this::weighAgain);
    }

    void add(Invariant invariant) {
        all.add(invariant);
        world.watchers().add(invariant);
    }

    List<Invariant> all() {
        return all;
    }

    Wiretap wiretap() {
        return wiretap;
    }

    SizesBounded sizes() {
        return sizes;
    }

    /** For when the network has healed and churn has stopped. */
    LookupsFind lookupsFind() {
        return lookupsFind;
    }

    /** To be told of dead that were no honest nodes. */
    DeadLeave deadLeave() {
        return deadLeave;
    }

    /** For when all has long been quiet. */
    EndpointsTrue endpointsTrue() {
        return endpointsTrue;
    }

    /** Nobody is told to do anything: nodes send what upkeep takes. */
    void beginSteadyLife(long calmMs) {
        entriesChecked.begin(calmMs);
        walksGoOn.begin();
    }

    void endSteadyLife() {
        entriesChecked.end();
        walksGoOn.end();
    }

    void inspect() {
        all.forEach(Invariant::inspect);
    }

    private void weighAgain() {
        sizes.inspectSome(SIZES_PARTS);
        world.schedule(SIZES_MS, this::weighAgain);
    }

    private void inspectAgain() {
        inspect();
        world.schedule(INSPECTION_MS, this::inspectAgain);
    }
}
