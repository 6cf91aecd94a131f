package io.wayfinder.simulation;

import static io.wayfinder.simulation.Fault.mixture;

import java.util.List;

/** Deliberate faults in what a node says, asks and remembers; the others are in {@link Faults}. */
final class ConductFaults {

    static final List<Fault> ALL = List.of(
            mixture(
                    "the first packet of an answer ends it",
                    "discovery/request/ResponseCollector",
                    "total = Math.clamp(packet.total(), 1, PACKETS_MAX);",
                    "total = 1;",
                    "AnswersWhole"),
            mixture(
                    "an answer says that it has one packet",
                    "discovery/request/NodesPacking",
                    "new Message.Nodes(id, loads.size(), load.records)",
                    "new Message.Nodes(id, 1, load.records)",
                    "AnswersTrue"),
            mixture(
                            "one voter moves a node",
                            "discovery/table/Ballots",
                            "return agreeing >= limits.votesMin() && 2 * agreeing > votes.size();",
                            "return agreeing >= 1;",
                            "EndpointsTrue")
                    .at(4),
            mixture(
                    "a look-up asks everybody at once",
                    "discovery/lookup/Lookup",
                    "path.inFlight() - stragglers < limits.parallelism();",
                    "path.inFlight() - stragglers < 100;",
                    "LookupsPaced"),
            mixture(
                    "a look-up asks one after the other",
                    "discovery/lookup/Lookup",
                    "path.inFlight() - stragglers < limits.parallelism();",
                    "path.inFlight() - stragglers < 1;",
                    "LookupsPaced"),
            mixture(
                            "the walk ends after a step",
                            "discovery/lookup/RandomWalk",
                            "dueMs = nowMs + intervalMs - intervalMs / 4 + choices.nextLong(intervalMs / 2 + 1);",
                            "",
                            "WalksGoOn")
                    .inALongRun(),
            mixture(
                            "the rest of an answer is not waited for",
                            "discovery/request/PendingRequests",
                            "request.legDueMs = nowMs + limits.restMs();",
                            "request.legDueMs = nowMs;",
                            "AnswersWhole")
                    .at(0),
            mixture(
                            "the rest of an answer is waited for as long as any",
                            "discovery/request/PendingRequests",
                            "request.legDueMs = nowMs + limits.restMs();",
                            "request.legDueMs = nowMs + limits.legMs();",
                            "AnswersWhole")
                    .at(0),
            mixture(
                            "nodes that are new are checked slowly",
                            "discovery/table/Revalidation",
                            "Math.clamp(AGE_FACTOR * sinceMs, limits.fastPingMs(), limits.slowPingMs())",
                            "limits.slowPingMs()",
                            "EntriesChecked")
                    .at(0),
            mixture(
                            "a replacement is never tried",
                            "discovery/table/KBucket",
                            "        KnownNode best = null;",
                            "        if (limits != null) { return null; }\n        KnownNode best = null;",
                            "ReplacementsTried")
                    .amongMany()
                    .at(5),
            mixture(
                    "silences of one moment are counted each",
                    "discovery/table/KnownNode",
                    "if (misses > 0 && nowMs - lastMissMs < spacingMs) {",
                    "if (misses < 0) {",
                    "ProvenStay"),
            mixture(
                    "a WHOAREYOU may come from anywhere",
                    "discovery/session/SentNonces",
                    "\n                || !found.peer().endpoint().equals(from)",
                    "",
                    "KeysAgree"),
            mixture(
                    "a packet may be challenged twice",
                    "discovery/session/SentNonces",
                    "        sent.remove(nonce);\n",
                    "",
                    "HandshakesBidden"),
            mixture(
                    "a WHOAREYOU says that we have no record",
                    "discovery/session/SessionLayer",
                    "record.map(NodeRecord::seq).orElse(0L);",
                    "0L;",
                    "HandshakesBidden"),
            mixture(
                    "an ephemeral key is used again",
                    "discovery/session/Handshake",
                    "SecretKey.generate(secrets);",
                    "SecretKey.generate(new java.util.SplittableRandom(localId.w0()));",
                    "RandomsFresh"),
            mixture(
                    "an ID nonce is used again",
                    "discovery/session/Sealer",
                    "new IdNonce(random(IdNonce.SIZE))",
                    "new IdNonce(Bytes.wrap(new byte[IdNonce.SIZE]))",
                    "RandomsFresh"),
            mixture(
                    "a masking IV is used again",
                    "discovery/session/Sealer",
                    "nonce, random(IV_SIZE), keys.sealingKey(), message);\n        return new Sealed",
                    "nonce, Bytes.wrap(new byte[IV_SIZE]), keys.sealingKey(), message);\n        "
                            + "return new Sealed",
                    "RandomsFresh"),
            mixture(
                            "records of other distances are taken",
                            "discovery/request/ResponseCollector",
                            "!distances.contains(distance)\n                || !rules",
                            "!rules",
                            "LiesRefused")
                    .at(11),
            mixture(
                            "records of private networks are taken",
                            "discovery/request/AddressRules",
                            "return mayRelay(record, other) && (ofItself || reaches(record));",
                            "return ofItself || reaches(record);",
                            "LiesRefused")
                    .at(11),
            mixture(
                    "a request is given up in half its time",
                    "discovery/request/Requests",
                    "nowMs + limits.overallMs(), collector",
                    "nowMs + limits.overallMs() / 2, collector",
                    "AttemptsMade"),
            mixture(
                    "any number of requests go to one peer",
                    "discovery/request/PeerQueue",
                    "        if (inFlight.size() >= limits.inFlightPerPeer()) {",
                    "        if (inFlight.size() >= 1_000) {",
                    "RequestsBounded"),
            mixture(
                    "a PONG tells of a newer record than there is",
                    "discovery/request/Requests",
                    "asked.message().requestId(), local.seq(), to",
                    "asked.message().requestId(), local.seq() + 1, to",
                    "AnswersTrue"),
            mixture(
                    "a PONG tells of another port",
                    "discovery/request/Requests",
                    "to.address().bytes(), to.port()));",
                    "to.address().bytes(), to.port() ^ 1));",
                    "AnswersTrue"),
            mixture(
                    "an answer ends at the first distance where somebody is",
                    "discovery/node/Dispatcher",
                    "if (answer.size() == RECORDS_MAX) {",
                    "if (answer.size() > 0) {",
                    "AnswersTrue"),
            mixture(
                    "a TALKREQ stays without an answer",
                    "discovery/node/Talks",
                    "            requests.replyTalk(nowMs, overdue.asked(), Bytes.EMPTY);",
                    "",
                    "AnswersTrue"));

    private ConductFaults() {}
}
