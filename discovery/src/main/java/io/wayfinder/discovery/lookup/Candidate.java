package io.wayfinder.discovery.lookup;

import io.wayfinder.enr.NodeRecord;
import org.jspecify.annotations.Nullable;

/** A node that a lookup has seen. */
final class Candidate {

    enum State {
        SEEN,
        ASKED,
        ANSWERED,
        FAILED
    }

    /** The newest record seen. */
    NodeRecord record;

    State state = State.SEEN;
    /** Referrals that led here, 1 for a seed. */
    int hops;

    @Nullable
    Path asker;

    long askedMs;
    private NodeRecord askedRecord;
    private boolean renewed;

    Candidate(NodeRecord record, int hops) {
        this.record = record;
        this.askedRecord = record;
        this.hops = hops;
    }

    static boolean hasEndpoint(NodeRecord record) {
        return record.udp4().isPresent() || record.udp6().isPresent();
    }

    void ask(long nowMs, Path path) {
        asker = path;
        state = State.ASKED;
        askedMs = nowMs;
        askedRecord = record;
    }

    boolean straggling(long nowMs, long afterMs) {
        return nowMs - askedMs >= afterMs;
    }

    void fail() {
        state = State.FAILED;
        renewIfMoved();
    }

    void heardAgain(NodeRecord other, int otherHops) {
        hops = Math.min(hops, otherHops);
        if (other.newerThan(record) && hasEndpoint(other)) {
            record = other;
            renewIfMoved();
        }
    }

    /** A node that failed where an old record had it is asked once more where the new one has it. */
    private void renewIfMoved() {
        boolean moved =
                !record.udp4().equals(askedRecord.udp4()) || !record.udp6().equals(askedRecord.udp6());
        if (state == State.FAILED && moved && !renewed) {
            renewed = true;
            state = State.SEEN;
        }
    }
}
