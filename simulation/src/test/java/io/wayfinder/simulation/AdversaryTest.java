package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.node.Limits;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Each does what it is there for; what it does to the nodes is for the invariants to say. */
class AdversaryTest {

    private static final int NODES = 20;
    private static final long FOR_MS = 240_000;
    private static final int WHOAREYOU_SIZE = 63;

    /** As many adversaries of the kind as a quarter of the nodes. */
    private static Scenario scenario(AdversaryKind kind, long forMs) {
        return Scenarios.named("steady")
                .withNodes(NODES)
                .joiningWithin(10_000)
                .lasting(forMs)
                .withRenewals(60)
                .withAdversaries(List.of(new Scenario.Adversaries(kind, 0.25)));
    }

    private static Run run(AdversaryKind kind, Watcher... watchers) {
        Run run = new Run(scenario(kind, FOR_MS), 3, false);
        for (Watcher watcher : watchers) {
            run.world().watchers().add(watcher);
        }
        run.runUntil(FOR_MS);
        return run;
    }

    /** What comes from others than honest nodes, and what those who listen are told of their own place. */
    private static final class Ear implements Watcher {

        private int fromAdversaries;
        private int inOthersNames;
        private int challenges;
        private int agreed;
        private final Set<NodeId> seen = new LinkedHashSet<>();

        @Override
        public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
            if (!(by instanceof HonestNode)) {
                fromAdversaries++;
                inOthersNames += from.equals(by.endpoint()) ? 0 : 1;
                challenges += datagram.size() == WHOAREYOU_SIZE ? 1 : 0;
            }
        }

        @Override
        public void told(HonestNode by, Output output) {
            agreed += output instanceof Output.EndpointAgreed ? 1 : 0;
            if (output instanceof Output.NodeSeen node) {
                seen.add(node.record().nodeId());
            }
        }
    }

    /** Live entries of honest nodes that are no honest nodes. */
    private static long intruders(Run run) {
        Set<NodeId> honest = new LinkedHashSet<>();
        run.world().alive().forEach(node -> honest.add(node.id()));
        return run.world().alive().stream()
                .flatMap(node -> node.core().tableEntries().stream())
                .filter(TableEntry::live)
                .filter(entry -> !honest.contains(entry.record().nodeId()))
                .count();
    }

    @Test
    void theSilentGetInAndAreThrownOut() {
        long forMs = Silent.SPEAKS_MS + new Patience(Limits.DEFAULT.table(), Limits.DEFAULT.requests()).deadMs();
        Run run = new Run(scenario(AdversaryKind.SILENT, forMs), 3, false);
        run.runUntil(Silent.SPEAKS_MS);
        assertTrue(intruders(run) > 4 * NODES, "got in: " + intruders(run));
        run.runUntil(forMs);
        assertEquals(0, intruders(run));
        assertTrue(run.summary().lookups().success() > 0.9);
    }

    @Test
    void theSlowAreHeard() {
        Ear ear = new Ear();
        run(AdversaryKind.SLOW, ear);
        assertTrue(ear.fromAdversaries > 100, "sent: " + ear.fromAdversaries);
    }

    @Test
    void thoseThatSpeakInOthersNamesDo() {
        for (AdversaryKind kind : List.of(AdversaryKind.REPLAYER, AdversaryKind.FORGER, AdversaryKind.FLOODER)) {
            Ear ear = new Ear();
            Run run = run(kind, ear);
            assertTrue(ear.inOthersNames > 100, kind + ": " + ear.inOthersNames);
            assertEquals(1, run.summary().lookups().success(), kind.name());
        }
    }

    @Test
    void noiseDoesNothing() {
        Ear ear = new Ear();
        Run run = run(AdversaryKind.GARBAGE, ear);
        assertTrue(ear.fromAdversaries > 1_000, "sent: " + ear.fromAdversaries);
        assertEquals(1, run.summary().tables().fill(), 0.001);
    }

    @Test
    void sybilsGetIntoTheTables() {
        for (AdversaryKind kind : List.of(AdversaryKind.SYBIL, AdversaryKind.TARGETED_SYBIL)) {
            assertTrue(intruders(run(kind)) > NODES, kind.name());
        }
    }

    @Test
    void oneNetworkGetsNoMoreThanItsQuota() {
        Run run = run(AdversaryKind.ECLIPSE);
        long most = run.world().alive().stream()
                .mapToLong(node -> node.core().tableEntries().stream()
                        .filter(entry -> entry.record().udp4().orElseThrow().port() != 9_000)
                        .count())
                .max()
                .orElseThrow();
        assertTrue(most > 0 && most <= 10, "in one table: " + most);
    }

    @Test
    void ghostsAreToldOfAndNeverLive() {
        Ear ear = new Ear();
        Run run = run(AdversaryKind.POISONER, ear);
        assertTrue(ear.seen.size() > NODES + 20, "nodes told of: " + ear.seen.size());
        // The poisoners themselves are there: five.
        assertTrue(intruders(run) <= 5 * NODES, "live: " + intruders(run));
    }

    @Test
    void nobodyGoesBackToAnOldRecord() {
        Run run = run(AdversaryKind.ROLLBACK);
        assertTrue(run.world().alive().stream().anyMatch(node -> node.record().seq() > 1));
    }

    @Test
    void votesOfAFewMoveNobody() {
        Ear ear = new Ear();
        run(AdversaryKind.VOTE_LIAR, ear);
        assertTrue(ear.fromAdversaries > 100);
        assertFalse(ear.agreed > 0, "agreed: " + ear.agreed);
    }

    @Test
    void whoDriftsIsAskedAgainWhereItSaysThatItIs() {
        Run run = run(AdversaryKind.DRIFTER);
        long elsewhere = run.world().alive().stream()
                .flatMap(node -> node.core().tableEntries().stream())
                .filter(entry -> entry.record().seq() > 1 && !entry.live())
                .count();
        assertTrue(elsewhere > 0);
        assertEquals(1, run.summary().lookups().success());
    }

    @Test
    void whoChallengesEveryAnswerGetsOnlySoMany() {
        Ear ear = new Ear();
        Run run = run(AdversaryKind.CONTRARIAN, ear);
        assertTrue(ear.challenges > 200, "challenges: " + ear.challenges);
        assertEquals(1, run.summary().lookups().success());
    }

    @Test
    void locksStayShut() {
        Ear ear = new Ear();
        Run run = run(AdversaryKind.LOCKPICK, ear);
        assertTrue(ear.fromAdversaries > 10_000, "sent: " + ear.fromAdversaries);
        assertEquals(0, intruders(run));
        assertEquals(1, run.summary().lookups().success());
    }
}
