package io.wayfinder.simulation;

import static io.wayfinder.simulation.Fault.mixture;

import java.util.List;

/** Deliberate faults in whom a node believes and whom it tells, and in bounds; the others are in {@link Faults}. */
final class TrustFaults {

    static final List<Fault> ALL = List.of(
            mixture(
                            "who has not got in asks the bootnodes no more",
                            "discovery/node/Bootstrap",
                            "nextMs = nowMs + backOffMs;",
                            "nextMs = Long.MAX_VALUE;",
                            "BootnodesAsked")
                    .inALongRun()
                    .at(13),
            mixture(
                            "neighbours are not told of a new record",
                            "discovery/node/Discv5",
                            "table.closest(local.id(), config.limits().table().bucketSize())) {",
                            "table.closest(local.id(), 0)) {",
                            "NewsTold")
                    .at(7),
            mixture(
                    "the quotas of the table are ignored",
                    "discovery/table/KBucket",
                    "return tableQuota.fits(endpoints);",
                    "return true;",
                    "TableSound"),
            mixture(
                            "any number of stragglers are left behind",
                            "discovery/lookup/Lookup",
                            "Math.min(path.stragglers(nowMs, stragglerMs()), limits.stragglersMax())",
                            "path.stragglers(nowMs, stragglerMs())",
                            "LookupsPaced")
                    .at(7),
            mixture(
                            "an answer from elsewhere proves a node",
                            "discovery/node/Acquaintances",
                            "recordInUse(to.id()).filter(record -> isAt(record, from))",
                            "recordInUse(to.id())",
                            "OnlyLiveRelayed")
                    .at(13),
            mixture(
                            "replaced keys are kept for ever",
                            "discovery/session/Session",
                            "nowMs - previous.usedMs() >= limits.previousMs()",
                            "nowMs < 0",
                            "LiesRefused")
                    .at(7),
            mixture(
                            "a handshake may bring another's record",
                            "discovery/session/HandshakeCheck",
                            "if (!record.nodeId().equals(packet.source())) {",
                            "if (record == null) {",
                            "LiesRefused")
                    .at(7),
            mixture(
                            "the signatures of records are not checked",
                            "enr/NodeRecord",
                            "if (!curve.verify(Keccak256.hash(content.signed()), content.signature(), key)) {",
                            "if (key == null) {",
                            "LiesRefused")
                    .at(11),
            mixture(
                            "an answer may have more than sixteen records",
                            "discovery/request/ResponseCollector",
                            "records.size() >= RECORDS_MAX || ++examined",
                            "++examined",
                            "LiesRefused")
                    .at(14),
            mixture(
                            "members of the table lose their sessions first",
                            "discovery/session/SessionCache",
                            "return !members.contains(peer.id()) && !awaited.contains(peer.id());",
                            "return members.contains(peer.id());",
                            "SessionsSurvive")
                    .at(7),
            mixture(
                            "sessions have no bound",
                            "discovery/session/SessionCache",
                            "} else if (sessions.size() >= limits.sessions()) {",
                            "} else if (sessions.size() < 0) {",
                            "SizesBounded")
                    .at(7),
            mixture(
                    "the curve work for strangers has no bound",
                    "discovery/session/CurveBudget",
                    "return (member && members.take(nowMs, cost)) || strangers.take(nowMs, cost);",
                    "return true;",
                    "WorkBounded"),
            mixture(
                            "any number of handshakes may fail at a challenge",
                            "discovery/session/SessionLayer",
                            "challenge.failures() >= limits.failuresPerChallenge()",
                            "challenge.failures() < 0",
                            "WorkBounded")
                    .at(10),
            mixture(
                            "who challenges every handshake always gets another",
                            "discovery/session/SessionLayer",
                            "tentative.attempt() >= limits.attemptsInARow()",
                            "tentative.attempt() < 0",
                            "ChallengersGivenUp")
                    .at(10),
            mixture(
                            "who challenges every handshake gets one too many",
                            "discovery/session/SessionLayer",
                            "tentative.attempt() >= limits.attemptsInARow()",
                            "tentative.attempt() > limits.attemptsInARow()",
                            "ChallengersGivenUp")
                    .at(10),
            mixture(
                            "keys hold wherever a packet comes from",
                            "discovery/session/SessionCache",
                            "return sessions.get(peer);",
                            "return sessions.values().stream()\n                .filter(each -> each.peer().id().equals(peer.id()))\n                .findFirst()\n                .orElse(null);",
                            "LiesRefused")
                    .at(7),
            mixture(
                            "who has moved counts as proven",
                            "discovery/table/KnownNode",
                            "endpoints = newEndpoints;\n        proven = false;",
                            "endpoints = newEndpoints;",
                            "OnlyLiveRelayed")
                    .at(15),
            mixture(
                            "who is cut off forgets others as soon as anybody",
                            "discovery/table/NodeTable",
                            "return alone ? allowed * limits.missesFactorAlone() : allowed;",
                            "return allowed;",
                            "ProvenStay")
                    .at(7),
            mixture(
                            "who has lost everybody asks no bootnode",
                            "discovery/node/Bootstrap",
                            "joined = live;",
                            "joined = joined || live;",
                            "BootnodesAsked")
                    .inALongRun()
                    .at(7),
            mixture(
                    "who comes with a handshake is not taken in",
                    "discovery/node/Discv5",
                    "case RequestEvent.Met met -> acquaintances.heardFrom(nowMs, met.record());",
                    "case RequestEvent.Met met -> {}",
                    "NewcomersEnter"),
            mixture(
                            "a look-up has two more questions open than it may",
                            "discovery/lookup/Lookup",
                            "path.inFlight() - stragglers < limits.parallelism();",
                            "path.inFlight() - stragglers < limits.parallelism() + 2;",
                            "LookupsPaced")
                    .at(7),
            mixture(
                    "any number of look-ups run at once",
                    "discovery/node/Lookups",
                    "if (commandsRunning < commandsMax) {",
                    "if (commandsRunning >= 0) {",
                    "SizesBounded"),
            mixture(
                    "who answers a second attempt is not heard",
                    "discovery/request/PendingRequest",
                    "return legs.subList(0, leg + 1).contains(peer);",
                    "return legs.get(leg).equals(peer) && leg == 0;",
                    "AnswersTaken"),
            mixture(
                            "a place in the quota of the table is never free again",
                            "discovery/table/KBucket",
                            "entryQuota.remove(node.endpoints);\n            tableQuota.remove(node.endpoints);\n        } else {",
                            "entryQuota.remove(node.endpoints);\n        } else {",
                            "NewcomersEnter")
                    .amongMany()
                    .at(3));

    private TrustFaults() {}
}
