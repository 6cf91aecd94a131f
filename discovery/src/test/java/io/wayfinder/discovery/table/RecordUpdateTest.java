package io.wayfinder.discovery.table;

import static io.wayfinder.discovery.table.TableFixture.LIMITS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a newer record of a known node changes. */
class RecordUpdateTest {

    private static final int[] NUMBERS = TestRecords.numbersAt(256, 4);
    private final TableFixture fixture = new TableFixture();
    private final NodeTable table = fixture.table;
    private final NodeRecord first = TestRecords.at(NUMBERS[0], 1, "9.8.7.1");

    @Test
    void higherSequenceNumberReplacesTheRecord() {
        NodeRecord second = TestRecords.at(NUMBERS[0], 2, "9.8.7.1");
        table.answered(0, first);
        table.heardOf(1, second);
        assertEquals(Optional.of(second), table.get(second.nodeId()));
        assertTrue(fixture.live(second), "it is where it was");
        assertInstanceOf(TableChange.Added.class, table.pollChange());
        assertEquals(new TableChange.Updated(second, 256), table.pollChange());
        assertNull(table.pollChange());
    }

    @Test
    void lowerOrEqualSequenceNumberIsIgnored() {
        NodeRecord second = TestRecords.at(NUMBERS[0], 2, "9.8.7.1");
        table.answered(0, second);
        table.heardOf(1, first);
        table.heardOf(1, TestRecords.at(NUMBERS[0], 2, "9.8.6.1"));
        assertEquals(Optional.of(second), table.get(second.nodeId()));
    }

    @Test
    void sequenceNumbersAreUnsigned() {
        NodeRecord highest = TestRecords.at(NUMBERS[0], -1, "9.8.7.1");
        table.answered(0, first);
        table.heardOf(1, highest);
        assertEquals(Optional.of(highest), table.get(first.nodeId()));
    }

    @Test
    void newEndpointMustBeProvenAgain() {
        NodeRecord moved = TestRecords.at(NUMBERS[0], 2, "9.8.6.1");
        table.answered(0, first);
        table.heardOf(1, moved);
        assertEquals(List.of(), table.liveAt(256));
        assertTrue(table.contains(moved.nodeId()), "it keeps its place");
        assertEquals(List.of(moved), table.duePings(1));
        table.answered(2, moved);
        assertTrue(fixture.live(moved));
    }

    @Test
    void newPortIsANewEndpoint() {
        NodeRecord moved = TestRecords.at(NUMBERS[0], 2, "9.8.7.1", 30304);
        table.answered(0, first);
        table.heardOf(1, moved);
        assertEquals(List.of(), table.liveAt(256));
    }

    @Test
    void answerFromTheOldEndpointProvesNothingOfTheNewOne() {
        NodeRecord moved = TestRecords.at(NUMBERS[0], 2, "9.8.6.1");
        table.heardOf(0, first);
        assertEquals(List.of(first), table.duePings(0));
        table.heardOf(1, moved);
        table.answered(2, first);
        assertFalse(fixture.live(moved));
        assertEquals(List.of(moved), table.duePings(LIMITS.retryPingMs()));
        table.answered(LIMITS.retryPingMs(), moved);
        assertTrue(fixture.live(moved));
    }

    @Test
    void answerUnderANewerRecordUpdatesAndProvesAtOnce() {
        NodeRecord moved = TestRecords.at(NUMBERS[0], 2, "9.8.6.1");
        table.answered(0, first);
        table.answered(1, moved);
        assertTrue(fixture.live(moved));
    }

    @Test
    void everNewRecordsDoNotMakeUsFloodAnAddress() {
        int pings = 0;
        table.answered(0, first);
        for (int seq = 2; seq < 102; seq++) {
            long nowMs = seq * 100L;
            table.heardOf(nowMs, TestRecords.at(NUMBERS[0], seq, "9.8." + (seq % 2) + ".1"));
            pings += table.duePings(nowMs).size();
        }
        assertTrue(pings <= 10_000 / LIMITS.retryPingMs() + 1, pings + " pings in 10 s");
    }

    @Test
    void moveIntoAFullNetworkIsRefusedAndTheOldRecordKeepsItsPlace() {
        table.answered(0, first);
        table.answered(0, TestRecords.at(NUMBERS[1], 1, "9.8.6.1"));
        table.answered(0, TestRecords.at(NUMBERS[2], 1, "9.8.6.2"));
        table.heardOf(1, TestRecords.at(NUMBERS[0], 2, "9.8.6.3"));
        assertTrue(fixture.live(first));
        assertEquals(1, fixture.count(TableCount.REFUSED_MOVE_QUOTA));
        table.remove(TestRecords.id(NUMBERS[1]));
        table.heardOf(2, TestRecords.at(NUMBERS[0], 3, "9.8.6.3"));
        assertEquals(3, table.get(first.nodeId()).orElseThrow().seq());
        table.answered(3, TestRecords.at(NUMBERS[3], 1, "9.8.7.2"));
        table.answered(3, TestRecords.at(NUMBERS[1], 1, "9.8.7.3"));
        assertEquals(4, table.entries().size(), "the old network has its places back");
    }

    @Test
    void moveWithinAFullNetworkIsNone() {
        table.answered(0, first);
        table.answered(0, TestRecords.at(NUMBERS[1], 1, "9.8.7.2"));
        NodeRecord moved = TestRecords.at(NUMBERS[0], 2, "9.8.7.3");
        table.heardOf(1, moved);
        assertEquals(Optional.of(moved), table.get(first.nodeId()));
    }

    @Test
    void nodeThatGivesUpItsEndpointGoes() {
        table.answered(0, first);
        table.heardOf(1, TestRecords.withoutEndpoint(NUMBERS[0], 2));
        assertEquals(0, table.entries().size());
        assertInstanceOf(TableChange.Added.class, table.pollChange());
        assertEquals(new TableChange.Removed(first, 256), table.pollChange());
        assertEquals(1, fixture.count(TableCount.REMOVED_NO_ENDPOINT));
    }

    @Test
    void changesNobodyPollsAreBounded() {
        for (int seq = 1; seq < 2_000; seq++) {
            table.answered(seq, TestRecords.at(NUMBERS[0], seq, "9.8.7.1"));
        }
        int changes = 0;
        while (table.pollChange() != null) {
            changes++;
        }
        assertEquals(LIMITS.changes(), changes);
        assertEquals(1_999 - LIMITS.changes(), fixture.count(TableCount.CHANGE_LOST));
    }
}
