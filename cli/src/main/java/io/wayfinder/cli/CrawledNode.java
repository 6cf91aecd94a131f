package io.wayfinder.cli;

import io.wayfinder.enr.NodeRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A node as geth's {@code nodes.json} keeps it.
 *
 * @param score goes up by one with each check that it answers, and is halved by each that it does not
 * @param firstResponse empty: it has never answered
 */
record CrawledNode(
        NodeRecord record,
        int score,
        Optional<Instant> firstResponse,
        Optional<Instant> lastResponse,
        Optional<Instant> lastCheck) {

    static CrawledNode of(NodeRecord record) {
        return new CrawledNode(record, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    CrawledNode answered(Instant at) {
        return new CrawledNode(
                record, score + 1, Optional.of(firstResponse.orElse(at)), Optional.of(at), Optional.of(at));
    }

    CrawledNode silent(Instant at) {
        return new CrawledNode(record, score / 2, firstResponse, lastResponse, Optional.of(at));
    }

    /** With the other record, where it is newer. */
    CrawledNode heard(NodeRecord other) {
        return other.newerThan(record) ? new CrawledNode(other, score, firstResponse, lastResponse, lastCheck) : this;
    }

    /** Whether it belongs into the file: it has answered, and not been silent for too long since. */
    boolean isKept() {
        return score > 0;
    }

    boolean isCheckedSince(Instant then) {
        return lastCheck.filter(at -> !at.isBefore(then)).isPresent();
    }
}
