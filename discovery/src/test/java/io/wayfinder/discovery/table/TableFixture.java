package io.wayfinder.discovery.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** The table of node 0, a clock, and what is needed to tell a short story. */
final class TableFixture {

    static final NodeId LOCAL = TestRecords.id(0);
    static final TableLimits LIMITS = TableLimits.DEFAULT;

    final NodeTable table;
    /** So late that the difference of two times cannot be taken for their sum. */
    long nowMs = 1_000_000_000;

    TableFixture() {
        this(LIMITS);
    }

    TableFixture(TableLimits limits) {
        table = new NodeTable(LOCAL, limits, new SplittableRandom(9));
    }

    /** Nodes of one bucket, each at a network of its own. */
    static List<NodeRecord> bucketOf(int distance, int count) {
        List<NodeRecord> records = new ArrayList<>();
        int[] numbers = TestRecords.numbersAt(distance, count);
        for (int i = 0; i < count; i++) {
            records.add(TestRecords.at(numbers[i], 1, "9." + (distance - 200) + "." + i + ".1"));
        }
        return records;
    }

    void heardOf(List<NodeRecord> records) {
        records.forEach(record -> table.heardOf(nowMs, record));
    }

    void answered(List<NodeRecord> records) {
        records.forEach(record -> table.answered(nowMs, record));
    }

    /** A request to the node fails, so much later that it counts as a miss of its own. */
    void miss(NodeRecord record) {
        nowMs += LIMITS.missSpacingMs();
        table.unanswered(nowMs, record.nodeId());
    }

    /** Pings whatever is due until then; those in {@code dead} do not answer. Returns the number of pings. */
    int live(long untilMs, List<NodeRecord> dead) {
        int pings = 0;
        while (table.nextDeadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, table.nextDeadlineMs());
            List<NodeRecord> due = table.duePings(nowMs);
            assertTrue(due.size() <= LIMITS.pingsInFlight());
            for (NodeRecord record : due) {
                pings++;
                if (dead.contains(record)) {
                    table.unanswered(nowMs, record.nodeId());
                } else {
                    table.answered(nowMs, record);
                }
            }
        }
        nowMs = Math.max(nowMs, untilMs);
        return pings;
    }

    long count(TableCount count) {
        Map<String, Long> counters = new LinkedHashMap<>();
        table.count(counters);
        return Objects.requireNonNull(counters.get("table_events{event=\"" + count.label() + "\"}"));
    }

    boolean live(NodeRecord record) {
        return table.entries().stream()
                .anyMatch(entry -> entry.live() && entry.record().equals(record));
    }

    void assertEntries(int distance, List<NodeRecord> expected) {
        List<NodeRecord> entries = table.entries().stream()
                .filter(entry -> entry.bucket() == distance)
                .map(TableEntry::record)
                .toList();
        assertEquals(List.copyOf(expected), entries);
    }
}
