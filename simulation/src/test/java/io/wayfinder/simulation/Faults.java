package io.wayfinder.simulation;

import static io.wayfinder.simulation.Fault.calm;
import static io.wayfinder.simulation.Fault.mixture;

import java.util.List;
import java.util.stream.Stream;

/** The deliberate faults. docs/TESTING.md lists them, and {@link FaultsTest} holds the list against this one. */
final class Faults {

    private static final String SESSIONS = "discovery/session/SessionLayer";
    private static final String TABLE = "discovery/table/NodeTable";
    private static final String BUCKET = "discovery/table/KBucket";
    private static final String REQUESTS = "discovery/request/Requests";

    private static final List<Fault> FIRST = List.of(
            mixture(
                    "a nonce is used again",
                    "discovery/session/KeySet",
                    "new Nonce((int) count++, secrets.nextLong())",
                    "new Nonce((int) count++ & 1, 7)",
                    "NoncesFresh"),
            mixture(
                    "the recipient seals with the initiator's key",
                    "discovery/session/KeySet",
                    "return initiated ? keys.initiatorKey() : keys.recipientKey();",
                    "return keys.initiatorKey();",
                    "KeysAgree"),
            mixture(
                    "an unreadable packet drops the session",
                    SESSIONS,
                    "return challenge(nowMs, peer, packet);",
                    "sessions.remove(peer); return challenge(nowMs, peer, packet);",
                    "SessionsSurvive"),
            mixture(
                    "a forged WHOAREYOU drops the session",
                    SESSIONS,
                    "boolean late = nowMs - sent.sentMs() >= limits.challengeMs();",
                    "sessions.remove(sent.peer()); boolean late = false;",
                    "SessionsSurvive"),
            mixture(
                    "a forged handshake drops the session",
                    SESSIONS,
                    "challenge.fail();",
                    "challenge.fail(); sessions.remove(peer);",
                    "SessionsSurvive"),
            mixture(
                    "every unreadable packet gets a challenge of its own",
                    SESSIONS,
                    "if (challenge == null) {\n            Optional<NodeRecord> record",
                    "if (challenge == null || challenge != null) {\n            Optional<NodeRecord> record",
                    "ChallengesStable"),
            mixture(
                    "a challenge is sent twice",
                    REQUESTS,
                    "events.add(new RequestEvent.Transmit(challenge.to(), challenge.datagram()));",
                    "{ for (int i = 0; i < 2; i++) {"
                            + " events.add(new RequestEvent.Transmit(challenge.to(), challenge.datagram())); } }",
                    "NoAmplification"),
            mixture(
                    "sent nonces have no bound",
                    "discovery/session/SentNonces",
                    "if (sent.size() >= capacity) {",
                    "if (sent.size() > 1_000_000) {",
                    "SizesBounded"),
            mixture(
                    "challenges have no bound",
                    "discovery/session/ChallengeCache",
                    "if (open.size() >= capacity) {",
                    "if (open.size() > 1_000_000) {",
                    "SizesBounded"),
            calm(
                            "sent nonces do not expire",
                            "discovery/session/SentNonces",
                            "while (!sent.isEmpty() && nowMs - sent.firstEntry().getValue().sentMs() >= lifeMs) {",
                            "while (sent.size() > 1_000_000) {",
                            "MemoryFlat")
                    .at(1),
            calm(
                    "nothing is sent again once there is a session",
                    REQUESTS,
                    "resume(nowMs, peer, established.refused());",
                    "",
                    "NothingResent"),
            mixture(
                    "a request ends twice",
                    "discovery/node/Discv5",
                    "outputs.add(new Output.Completed(command.number(), finished.outcome()));",
                    "for (int i = 0; i < 2; i++) {"
                            + " outputs.add(new Output.Completed(command.number(), finished.outcome())); }",
                    "CommandsEndOnce"),
            mixture(
                            "a request without an answer never ends",
                            "discovery/node/Discv5",
                            "if (errand == null) {",
                            "if (errand == null || (errand instanceof Errand.Command"
                                    + " && !(finished.outcome() instanceof Outcome.Answered))) {",
                            "CommandsEndOnce")
                    .at(4),
            mixture(
                    "the log distance is little-endian",
                    "enr/Distance",
                    "return 256 - Long.numberOfLeadingZeros(x0);",
                    "return 256 - Long.numberOfLeadingZeros(Long.reverseBytes(x0));",
                    "TableSound"),
            mixture(
                            "distances are compared little-endian",
                            "enr/Distance",
                            "return Long.compareUnsigned(a0, b0);",
                            "return Long.compareUnsigned(Long.reverseBytes(a0), Long.reverseBytes(b0));",
                            "LookupsBounded")
                    .at(0),
            calm(
                            "a bucket has a place too many",
                            BUCKET,
                            "return entries.size() < limits.bucketSize();",
                            "return entries.size() <= limits.bucketSize();",
                            "TableSound")
                    .at(2),
            mixture(
                    "the quotas let one more in",
                    "discovery/table/IpQuota",
                    "counts.getOrDefault(network(address), 0) >= ",
                    "counts.getOrDefault(network(address), 0) > ",
                    "TableSound"),
            mixture(
                    "a node is evicted after one miss",
                    TABLE,
                    "if (node.misses >= missesAllowed(node)) {",
                    "if (node.misses >= 1) {",
                    "ProvenStay"),
            mixture(
                    "the dead are never evicted",
                    TABLE,
                    "if (node.misses >= missesAllowed(node)) {",
                    "if (node.misses >= 1_000_000) {",
                    "DeadLeave"),
            mixture(
                    "entries are relayed before they have answered",
                    BUCKET,
                    "if (entry.live(limits)) {",
                    "if (entry.misses == 0) {",
                    "OnlyLiveRelayed"),
            mixture(
                    "the asker is told of itself",
                    "discovery/node/Dispatcher",
                    "&& !record.nodeId().equals(asker.id())",
                    "",
                    "OnlyLiveRelayed"),
            mixture(
                            "an older record replaces a newer one",
                            TABLE,
                            "if (!record.newerThan(node.record)) {",
                            "if (record.equals(node.record)) {",
                            "SequencesRise")
                    .at(7),
            mixture(
                    "a look-up stops at the first answer",
                    "discovery/lookup/Path",
                    "if (candidate.state == State.SEEN || isAwaited(candidate, nowMs, givenUpMs)) {",
                    "if (candidate.state == State.ANSWERED) { return true; }"
                            + " if (candidate.state == State.SEEN || isAwaited(candidate, nowMs, givenUpMs)) {",
                    "LookupsThorough"),
            mixture(
                    "who was only asked is a result",
                    "discovery/lookup/Lookup",
                    "&& candidate.state == State.ANSWERED\n                    && wanted",
                    "&& candidate.state != State.SEEN\n                    && wanted",
                    "LookupsBounded"),
            mixture(
                            "a look-up forgets how many it may ask",
                            "discovery/lookup/Lookup",
                            "return queries < limits.queriesMax() &&",
                            "return queries < 100 * limits.queriesMax() &&",
                            "LookupsBounded")
                    .at(19),
            mixture(
                    "a look-up forgets its deadline",
                    "discovery/node/Lookups",
                    "running.get(number).lookup().nextDeadlineMs() <= nowMs) {",
                    "running.get(number).lookup().nextDeadlineMs() < nowMs) {",
                    "TimersKept"),
            mixture(
                            "a walk that is under way is due all the same",
                            "discovery/lookup/RandomWalk",
                            "        dueMs = Long.MAX_VALUE;",
                            "",
                            "TimersKept")
                    .at(4),
            mixture(
                    "the timer forgets that pings have a bound",
                    "discovery/table/Revalidation",
                    "return pinging.size() < limits.pingsInFlight() ?",
                    "return pinging.size() >= 0 ?",
                    "TimersKept"),
            mixture(
                    "the walk never slows down",
                    "discovery/lookup/RandomWalk",
                    "intervalMs = Math.min(STEADY_MS, 2 * intervalMs);",
                    "intervalMs = QUICK_MS;",
                    "TrafficBudget"),
            mixture(
                    "a challenge never expires",
                    "discovery/session/ChallengeCache",
                    "return challenge != null && nowMs < challenge.dueMs ? challenge : null;",
                    "return challenge;",
                    "ChallengesStable"),
            mixture(
                    "who signs a handshake is not checked",
                    "discovery/session/HandshakeCheck",
                    "if (!handshake.isSigned(packet, key, challenge.data())) {",
                    "if (key == null) {",
                    "IdentitiesProven"),
            mixture(
                    "no record goes with a handshake",
                    SESSIONS,
                    "return newer || challenge.enrSeq() == 0 ? local.encoded() : Bytes.EMPTY;",
                    "return Bytes.EMPTY;",
                    "HandshakesBidden"),
            mixture(
                    "nothing is sent a second time",
                    "discovery/request/Routes",
                    "peers.size() < attempts; next++",
                    "peers.isEmpty(); next++",
                    "AttemptsMade"),
            mixture(
                    "replaced keys are forgotten at once",
                    "discovery/session/Session",
                    "            previous = current;\n            current = keys;",
                    "            previous = null;\n            current = keys;",
                    "SessionsSurvive"),
            mixture(
                            "a newer record is not fetched",
                            "discovery/node/Refreshes",
                            "if (known == null || !known.mayBeAsked()) {",
                            "if (nowMs >= 0) {",
                            "NewsFetched")
                    .at(7),
            mixture(
                            "a newer record is taken for the one there is",
                            "discovery/session/KnownRecords",
                            "known == null || record.newerThan(known) ? record : known",
                            "known == null ? record : known",
                            "RecordsFresh")
                    .at(7),
            mixture(
                            "the newest record is not kept",
                            "discovery/session/KnownRecords",
                            "if (known != null && !record.newerThan(known)) {",
                            "if (known != null) {",
                            "RecordsFresh")
                    .at(7),
            mixture(
                    "a failed node counts as answered",
                    "discovery/lookup/Lookup",
                    "failing.fail();",
                    "failing.answer(List.of(), 16);",
                    "LookupsBounded"),
            mixture(
                    "an answer does not clear the misses",
                    "discovery/table/KnownNode",
                    "        checks++;\n        misses = 0;",
                    "        checks++;",
                    "ProvenStay"),
            mixture(
                    "one ping at a time",
                    "discovery/table/Revalidation",
                    "pinging.size() < limits.pingsInFlight()) {",
                    "pinging.isEmpty()) {",
                    "TimersKept"));

    static final List<Fault> ALL = Stream.of(FIRST, ConductFaults.ALL, TrustFaults.ALL, BoundFaults.ALL)
            .flatMap(List::stream)
            .toList();

    private Faults() {}
}
