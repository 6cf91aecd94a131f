package io.wayfinder.simulation;

import io.wayfinder.simulation.Fault.Surroundings;
import java.util.List;

/** Deliberate faults in what a node says, asks and remembers; the others are in {@link Faults}. */
final class ConductFaults {

    private static final long QUICK_SEED = 3;

    static final List<Fault> ALL = List.of(
            fault(
                    "the first packet of an answer ends it",
                    "discovery/request/ResponseCollector",
                    "total = Math.clamp(packet.total(), 1, PACKETS_MAX);",
                    "total = 1;",
                    "AnswersWhole"),
            fault(
                    "an answer says that it has one packet",
                    "discovery/request/NodesPacking",
                    "new Message.Nodes(id, loads.size(), load.records)",
                    "new Message.Nodes(id, 1, load.records)",
                    "AnswersTrue"),
            fault(
                            "one voter moves a node",
                            "discovery/table/Ballots",
                            "return agreeing >= limits.votesMin() && 2 * agreeing > votes.size();",
                            "return agreeing >= 1;",
                            "EndpointsTrue")
                    .at(4),
            fault(
                    "a look-up asks everybody at once",
                    "discovery/lookup/Lookup",
                    "path.inFlight() - stragglers < limits.parallelism();",
                    "path.inFlight() - stragglers < 100;",
                    "LookupsPaced"),
            fault(
                    "a look-up asks one after the other",
                    "discovery/lookup/Lookup",
                    "path.inFlight() - stragglers < limits.parallelism();",
                    "path.inFlight() - stragglers < 1;",
                    "LookupsPaced"),
            fault(
                            "the walk ends after a step",
                            "discovery/lookup/RandomWalk",
                            "dueMs = nowMs + intervalMs - intervalMs / 4 + choices.nextLong(intervalMs / 2 + 1);",
                            "",
                            "WalksGoOn")
                    .at(4),
            fault(
                            "a replacement is never tried",
                            "discovery/table/KBucket",
                            "        KnownNode best = null;",
                            "        if (limits != null) { return null; }\n        KnownNode best = null;",
                            "ReplacementsTried")
                    .at(5),
            fault(
                    "silences of one moment are counted each",
                    "discovery/table/KnownNode",
                    "if (misses > 0 && nowMs - lastMissMs < spacingMs) {",
                    "if (misses < 0) {",
                    "ProvenStay"),
            fault(
                    "a WHOAREYOU may come from anywhere",
                    "discovery/session/SentNonces",
                    "\n                || !found.peer().endpoint().equals(from)",
                    "",
                    "KeysAgree"),
            fault(
                    "a packet may be challenged twice",
                    "discovery/session/SentNonces",
                    "        sent.remove(nonce);\n",
                    "",
                    "HandshakesBidden"),
            fault(
                    "a WHOAREYOU says that we have no record",
                    "discovery/session/SessionLayer",
                    "record.map(NodeRecord::seq).orElse(0L);",
                    "0L;",
                    "HandshakesBidden"),
            fault(
                    "records of other distances are taken",
                    "discovery/request/ResponseCollector",
                    "!distances.contains(distance)\n                || !rules",
                    "!rules",
                    "LiesRefused"),
            fault(
                    "records of private networks are taken",
                    "discovery/request/AddressRules",
                    "return mayRelay(record, other) && (ofItself || reaches(record));",
                    "return ofItself || reaches(record);",
                    "LiesRefused"));

    private ConductFaults() {}

    private static Fault fault(String name, String source, String right, String wrong, String invariant) {
        return new Fault(name, source, right, wrong, invariant, QUICK_SEED, Surroundings.MIXTURE);
    }
}
