package io.wayfinder.discovery.lookup;

import io.wayfinder.enr.Distance;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
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
    boolean askedAgain;
    /** What it was asked for last. */
    private List<Integer> distances = List.of();

    private boolean full;
    private List<Integer> told = List.of();
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

    void ask(long nowMs, Path path, List<Integer> wanted) {
        asker = path;
        state = State.ASKED;
        askedMs = nowMs;
        askedRecord = record;
        distances = wanted;
    }

    /** One that has answered stays so, whatever becomes of the second question. */
    void askAgain(long nowMs) {
        askedMs = nowMs;
        askedAgain = true;
    }

    /** @param recordsMax as many as an answer can hold: others may have been cut off */
    void answer(List<NodeRecord> records, int recordsMax) {
        state = State.ANSWERED;
        full = records.size() >= recordsMax;
        int last = 0;
        for (NodeRecord heard : records) {
            last = Math.max(last, distances.indexOf(Distance.log(record.nodeId(), heard.nodeId())));
        }
        told = distances.subList(0, last);
    }

    /** Whether its answer was full, so that it may know more than it told. */
    boolean mayKnowMore() {
        return state == State.ANSWERED && full && !askedAgain;
    }

    /** The distances at which it told all it knows, if its answer was full: those before the last one it got to. */
    List<Integer> told() {
        return told;
    }

    boolean straggling(long nowMs, long afterMs) {
        return nowMs - askedMs >= afterMs;
    }

    void fail() {
        if (state == State.ASKED) {
            state = State.FAILED;
            renewIfMoved();
        }
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
