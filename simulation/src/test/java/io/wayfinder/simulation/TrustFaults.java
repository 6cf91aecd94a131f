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
                    .at(59),
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
                    "OnlyLiveRelayed"),
            mixture(
                            "replaced keys are kept for ever",
                            "discovery/session/Session",
                            "nowMs - previous.usedMs() >= limits.previousMs()",
                            "nowMs < 0",
                            "LiesRefused")
                    .at(1),
            mixture(
                            "a handshake may bring another's record",
                            "discovery/session/HandshakeCheck",
                            "if (!record.nodeId().equals(packet.source())) {",
                            "if (record == null) {",
                            "LiesRefused")
                    .at(1),
            mixture(
                    "the signatures of records are not checked",
                    "enr/NodeRecord",
                    "if (!curve.verify(Keccak256.hash(content.signed()), content.signature(), key)) {",
                    "if (key == null) {",
                    "LiesRefused"),
            mixture(
                    "an answer may have more than sixteen records",
                    "discovery/request/ResponseCollector",
                    "records.size() >= RECORDS_MAX || ++examined",
                    "++examined",
                    "LiesRefused"),
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
                    .at(7));

    private TrustFaults() {}
}
