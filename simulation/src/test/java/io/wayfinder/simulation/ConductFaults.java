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
                    .inALongRun(),
            fault(
                            "nodes that are new are checked slowly",
                            "discovery/table/Revalidation",
                            "proving ? limits.fastPingMs() : limits.slowPingMs()",
                            "limits.slowPingMs()",
                            "EntriesChecked")
                    .at(0),
            fault(
                            "a replacement is never tried",
                            "discovery/table/KBucket",
                            "        KnownNode best = null;",
                            "        if (limits != null) { return null; }\n        KnownNode best = null;",
                            "ReplacementsTried")
                    .amongMany()
                    .at(2),
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
                    "an ephemeral key is used again",
                    "discovery/session/Handshake",
                    "SecretKey.generate(secrets);",
                    "SecretKey.generate(new java.util.SplittableRandom(localId.w0()));",
                    "RandomsFresh"),
            fault(
                    "an ID nonce is used again",
                    "discovery/session/Sealer",
                    "new IdNonce(random(IdNonce.SIZE))",
                    "new IdNonce(Bytes.wrap(new byte[IdNonce.SIZE]))",
                    "RandomsFresh"),
            fault(
                    "a masking IV is used again",
                    "discovery/session/Sealer",
                    "nonce, random(IV_SIZE), keys.sealingKey(), message);\n        return new Sealed",
                    "nonce, Bytes.wrap(new byte[IV_SIZE]), keys.sealingKey(), message);\n        "
                            + "return new Sealed",
                    "RandomsFresh"),
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
                    "LiesRefused"),
            fault(
                    "a request is given up in half its time",
                    "discovery/request/Requests",
                    "nowMs + limits.overallMs(), collector",
                    "nowMs + limits.overallMs() / 2, collector",
                    "AttemptsMade"),
            fault(
                    "any number of requests go to one peer",
                    "discovery/request/PeerQueue",
                    "        if (inFlight.size() >= limits.inFlightPerPeer()) {",
                    "        if (inFlight.size() >= 1_000) {",
                    "RequestsBounded"),
            fault(
                    "a PONG tells of a newer record than there is",
                    "discovery/request/Requests",
                    "asked.message().requestId(), local.seq(), to",
                    "asked.message().requestId(), local.seq() + 1, to",
                    "AnswersTrue"),
            fault(
                    "a PONG tells of another port",
                    "discovery/request/Requests",
                    "to.address().bytes(), to.port()));",
                    "to.address().bytes(), to.port() ^ 1));",
                    "AnswersTrue"),
            fault(
                    "an answer ends at the first distance where somebody is",
                    "discovery/node/Dispatcher",
                    "if (answer.size() == RECORDS_MAX) {",
                    "if (answer.size() > 0) {",
                    "AnswersTrue"),
            fault(
                    "a TALKREQ stays without an answer",
                    "discovery/node/Talks",
                    "            requests.replyTalk(nowMs, overdue.asked(), Bytes.EMPTY);",
                    "",
                    "AnswersTrue"));

    private ConductFaults() {}

    private static Fault fault(String name, String source, String right, String wrong, String invariant) {
        return new Fault(name, source, right, wrong, invariant, QUICK_SEED, Surroundings.MIXTURE);
    }
}
