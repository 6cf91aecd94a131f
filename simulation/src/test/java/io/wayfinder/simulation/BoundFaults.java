package io.wayfinder.simulation;

import static io.wayfinder.simulation.Fault.mixture;

import java.util.List;

/** What a node thinks of those who do not answer, whom it lets tell it where it is, and what it has room for. */
final class BoundFaults {

    private static final String TABLE = "discovery/table/NodeTable";
    private static final String ACQUAINTANCES = "discovery/node/Acquaintances";
    private static final String BALLOTS = "discovery/table/Ballots";

    static final List<Fault> ALL = List.of(
            mixture(
                    "who was evicted is tried again as soon as anybody names it",
                    TABLE,
                    "} else if (silentNodes.ignoresMention(nowMs, record)) {",
                    "} else if (nowMs < 0) {",
                    "EvictedStayAway"),
            mixture(
                    "who is evicted again is forgotten for no longer than before",
                    "discovery/table/SilentNodes",
                    "Math.min(2 * before.lengthMs(), limits.silenceMaxMs())",
                    "before.lengthMs()",
                    "EvictedStayAway"),
            mixture(
                    "who was evicted does not come back though it is heard from",
                    TABLE,
                    "if (!silentNodes.ignoresContact(nowMs, record)) {",
                    "if (nowMs < 0) {",
                    "NewcomersEnter"),
            mixture(
                    "who sends a PING is not taken in",
                    "discovery/node/Dispatcher",
                    "acquaintances.record(asked.from().id()).ifPresent(record -> acquaintances.heardFrom(nowMs, record));",
                    "",
                    "NewcomersEnter"),
            mixture(
                    "who is asked too much counts as silent",
                    ACQUAINTANCES,
                    "case Outcome.Busy ours -> {}",
                    "case Outcome.Busy ours -> silent(nowMs, finished.to());",
                    "SilencesTrue"),
            mixture(
                    "who cannot be asked counts as silent",
                    ACQUAINTANCES,
                    "case Outcome.Unreachable ours -> {}",
                    "case Outcome.Unreachable ours -> silent(nowMs, finished.to());",
                    "SilencesTrue"),
            mixture(
                    "who was asked where it is not counts as silent",
                    ACQUAINTANCES,
                    "if (record.isEmpty() || to.endpoints().stream().anyMatch(endpoint -> isAt(record.get(), endpoint))) {",
                    "if (nowMs >= 0) {",
                    "SilencesTrue"),
            mixture(
                    "a replacement that does not answer stays on trial",
                    TABLE,
                    "} else if (node.place != Place.REPLACEMENT) {\n            revalidation.missed(nowMs, node);",
                    "} else if (node.place == Place.ENTRY) {\n            revalidation.missed(nowMs, node);",
                    "SizesBounded"),
            mixture(
                            "the place of who is evicted stays free",
                            TABLE,
                            "leave(node);\n        refill(node.bucket);",
                            "leave(node);",
                            "ReplacementsTried")
                    .amongMany()
                    .at(51),
            mixture(
                            "votes never expire",
                            BALLOTS,
                            "nowMs - votes.firstEntry().getValue().atMs() >= limits.voteWindowMs()",
                            "nowMs < 0",
                            "EndpointsTrue")
                    .at(35),
            mixture(
                            "each endpoint of a network has a vote",
                            "discovery/table/EndpointVotes",
                            "Endpoint ballot = scope == Scope.WIDE ? networkOf(voter.address()) : voter;",
                            "Endpoint ballot = voter;",
                            "EndpointsTrue")
                    .at(35),
            mixture(
                            "a few votes are enough, whatever the others say",
                            BALLOTS,
                            "agreeing >= limits.votesMin() && 2 * agreeing > votes.size()",
                            "agreeing >= limits.votesMin()",
                            "EndpointsTrue")
                    .amongMany()
                    .at(131),
            mixture(
                    "any number of sessions with one network",
                    "discovery/session/SessionCache",
                    "count(neighbours) >= limits.sessionsPerPrefix()",
                    "count(neighbours) < 0",
                    "SessionsBounded"),
            mixture(
                            "a session that is used is no younger",
                            "discovery/session/SessionLayer",
                            "keys.use(nowMs);\n        sessions.touch(session);",
                            "keys.use(nowMs);",
                            "SessionsSurvive")
                    .at(27),
            mixture(
                    "any number of requests wait for one peer",
                    "discovery/request/PeerQueue",
                    "queued.size() >= limits.queuedPerPeer()",
                    "queued.size() < 0",
                    "RequestsBounded"),
            mixture(
                            "any number of TALKREQs wait for the application",
                            "discovery/node/Talks",
                            "if (pending.size() >= pendingMax) {",
                            "if (pending.size() < 0) {",
                            "SizesBounded")
                    .at(51),
            mixture(
                            "any number of records is kept",
                            "discovery/session/KnownRecords",
                            "if (newest.size() > capacity) {",
                            "if (newest.size() < 0) {",
                            "SizesBounded")
                    .at(7),
            mixture(
                            "a TALKREQ that is refused gets no answer",
                            "discovery/node/Talks",
                            "refused++;\n            requests.replyTalk(nowMs, talk, Bytes.EMPTY);",
                            "refused++;",
                            "AnswersTrue")
                    .at(27),
            mixture(
                            "who resolves a node is given only what its own look-up heard",
                            "discovery/node/Lookups",
                            "acquaintances.record(search.target()), search.lookup().targetRecord());",
                            "Optional.empty(), search.lookup().targetRecord());",
                            "ResolvesTrue")
                    .at(4),
            mixture(
                    "a look-up lasts for as long as it likes",
                    "discovery/lookup/Lookup",
                    "this.endMs = nowMs + limits.timeoutMs();",
                    "this.endMs = nowMs + 1_000 * limits.timeoutMs();",
                    "CommandsEndOnce"),
            mixture(
                    "a look-up that is cancelled goes on",
                    "discovery/node/Discv5",
                    "lookups.cancel(command);",
                    "",
                    "CommandsEndOnce"),
            mixture(
                    "a request that is cancelled goes on",
                    "discovery/node/Discv5",
                    "requests.cancel(nowMs, request);",
                    "",
                    "CommandsEndOnce"),
            mixture(
                    "bootnodes are asked as often all the time",
                    "discovery/node/Bootstrap",
                    "backOffMs = Math.min(2 * backOffMs, LAST_RETRY_MS);",
                    "backOffMs = FIRST_RETRY_MS;",
                    "BootnodesAsked"),
            mixture(
                    "any number of silent nodes are remembered",
                    "discovery/table/SilentNodes",
                    "if (silences.size() >= limits.silentNodes()) {",
                    "if (silences.size() < 0) {",
                    "SizesBounded"),
            mixture(
                            "answers to any number of peers are kept",
                            "discovery/request/RecentAnswers",
                            "if (answers.size() >= limits.answeredPeers()) {",
                            "if (answers.size() < 0) {",
                            "SizesBounded")
                    .at(19),
            mixture(
                    "what the application says is lost",
                    "discovery/node/Talks",
                    "requests.replyTalk(nowMs, talk.asked(), payload);",
                    "requests.replyTalk(nowMs, talk.asked(), Bytes.EMPTY);",
                    "AnswersTrue"),
            mixture(
                    "what another's application says is lost",
                    "discovery/request/PendingRequest",
                    "new Answer.Talk(talk.payload())",
                    "new Answer.Talk(org.apache.tuweni.bytes.Bytes.EMPTY)",
                    "AnswersWhole"),
            mixture(
                    "who has answered for long is checked as often as a newcomer",
                    "discovery/table/KnownNode",
                    "if (!proven || misses > 0) {",
                    "if (proven || !proven) {",
                    "EntriesChecked"),
            mixture(
                    "a look-up begins with a few of those it could",
                    "discovery/node/Lookups",
                    "table.closest(target, limits.resultSize())",
                    "table.closest(target, 4)",
                    "LookupsThorough"));

    private BoundFaults() {}
}
