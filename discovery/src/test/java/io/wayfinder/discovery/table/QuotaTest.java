package io.wayfinder.discovery.table;

import static io.wayfinder.discovery.table.TableFixture.bucketOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.TestRecords;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much of the table one network may have. */
class QuotaTest {

    private final TableFixture fixture = new TableFixture();
    private final NodeTable table = fixture.table;

    private void offer(int distance, int count, String prefix, String suffix) {
        int[] numbers = TestRecords.numbersAt(distance, count);
        for (int i = 0; i < count; i++) {
            table.answered(fixture.nowMs, TestRecords.at(numbers[i], 1, prefix + (i + 1) + suffix));
        }
    }

    @Test
    void twoOfASlash24InABucket() {
        offer(256, 5, "9.8.7.", "");
        assertEquals(2, table.entries().size());
        assertEquals(3, fixture.count(TableCount.REFUSED_BUCKET_QUOTA));
        assertTrue(table.get(TestRecords.id(TestRecords.numbersAt(256, 3)[2])).isEmpty());
    }

    @Test
    void tenOfASlash24InTheTable() {
        for (int distance = 256; distance > 248; distance--) {
            offer(distance, 3, "9.8.7.", "");
        }
        assertEquals(10, table.entries().size());
        assertEquals(3, fixture.count(TableCount.REFUSED_TABLE_QUOTA) / 3);
    }

    @Test
    void twoOfASlash64InABucketAndTenOfASlash48InTheTable() {
        offer(256, 5, "2a00:1:2:3::", "");
        assertEquals(2, table.entries().size());
        offer(255, 16, "2a00:1:2:", "::1");
        assertEquals(10, table.entries().size());
        offer(254, 16, "2a00:2:", "::1");
        assertEquals(26, table.entries().size());
    }

    @Test
    void lanAndLoopbackAreExempt() {
        offer(256, 16, "127.0.0.", "");
        offer(255, 16, "192.168.0.", "");
        offer(254, 16, "fd00::", "");
        assertEquals(48, table.entries().size());
    }

    @Test
    void placesAreGivenBackWhenNodesLeave() {
        int[] numbers = TestRecords.numbersAt(256, 50);
        for (int i = 0; i < 50; i++) {
            table.answered(fixture.nowMs, TestRecords.at(numbers[i], 1, "9.8.7." + (i + 1)));
            assertTrue(table.contains(TestRecords.id(numbers[i])));
            assertTrue(table.remove(TestRecords.id(numbers[i])));
        }
    }

    @Test
    void aNetworksReplacementsDoNotKeepItsNodesOut() {
        List<NodeRecord> full = bucketOf(256, 16);
        fixture.answered(full);
        int[] numbers = TestRecords.numbersAt(256, 40);
        for (int i = 16; i < 40; i++) {
            table.heardOf(fixture.nowMs, TestRecords.at(numbers[i], 1, "9.8.7." + (i + 1)));
        }
        assertEquals(22, fixture.count(TableCount.REFUSED_REPLACEMENT_QUOTA));
        offer(255, 2, "9.8.7.", "");
        assertEquals(18, table.entries().size());
    }

    @Test
    void recordsAloneKeepNobodyOut() {
        NodeRecord elsewhere = TestRecords.at(TestRecords.numbersAt(256, 4)[3], 1, "9.9.9.9");
        table.heardOf(fixture.nowMs, elsewhere);
        // Whoever has keys can sign records that name another's network.
        for (int distance = 256; distance > 251; distance--) {
            for (int number : TestRecords.numbersAt(distance, 2)) {
                table.heardOf(fixture.nowMs, TestRecords.at(number, 1, "9.8.7." + (distance - 200)));
            }
        }
        assertEquals(11, table.entries().size());

        NodeRecord living = TestRecords.at(TestRecords.numbersAt(256, 3)[2], 1, "9.8.7.1");
        table.answered(fixture.nowMs, living);
        assertTrue(fixture.live(living), "the bucket's quota was used up");
        NodeRecord other = TestRecords.at(TestRecords.numbersAt(250, 1)[0], 1, "9.8.7.2");
        table.answered(fixture.nowMs, other);
        assertTrue(fixture.live(other), "the table's quota was used up");
        assertTrue(table.contains(elsewhere.nodeId()));
        assertEquals(11, table.entries().size(), "one gave way to each");
        assertEquals(2, fixture.count(TableCount.DISPLACED));
    }

    @Test
    void provenNodeForWhichThereIsNoPlaceDisplacesNobody() {
        fixture.answered(bucketOf(256, 16));
        for (int distance = 255; distance > 250; distance--) {
            for (int number : TestRecords.numbersAt(distance, 2)) {
                table.heardOf(fixture.nowMs, TestRecords.at(number, 1, "9.8.7." + (distance - 200)));
            }
        }
        table.answered(fixture.nowMs, TestRecords.at(TestRecords.numbersAt(256, 17)[16], 1, "9.8.7.1"));
        assertEquals(26, table.entries().size());
        assertEquals(0, fixture.count(TableCount.DISPLACED));
    }

    @Test
    void replacementOnTrialThatNoLongerFitsMakesWayForTheNext() {
        List<NodeRecord> full = bucketOf(256, 16);
        fixture.answered(full);
        int[] numbers = TestRecords.numbersAt(256, 18);
        NodeRecord next = TestRecords.at(numbers[16], 1, "9.9.9.9");
        NodeRecord crowded = TestRecords.at(numbers[17], 1, "9.8.7.1");
        fixture.heardOf(List.of(next, crowded));
        table.remove(full.getFirst().nodeId());
        assertEquals(List.of(crowded), table.duePings(fixture.nowMs));
        for (int distance = 255; distance > 250; distance--) {
            offer(distance, 2, "9.8.7.", "");
        }
        table.answered(fixture.nowMs, crowded);
        assertFalse(table.contains(crowded.nodeId()));
        assertEquals(List.of(next), table.duePings(fixture.nowMs));
    }

    @Test
    void replacementsThatLeaveGiveBackTheirPlaces() {
        fixture.answered(bucketOf(256, 16));
        int[] numbers = TestRecords.numbersAt(256, 20);
        for (int i = 16; i < 20; i++) {
            table.heardOf(fixture.nowMs, TestRecords.at(numbers[i], 1, "9.8.7." + i));
            assertTrue(table.remove(TestRecords.id(numbers[i])));
        }
        assertEquals(0, fixture.count(TableCount.REFUSED_REPLACEMENT_QUOTA));
    }

    @Test
    void eachFamilyHasAQuotaOfItsOwn() {
        TableFixture strict = new TableFixture(Limits.with(limits -> limits.bucketIpv6 = 1));
        int[] numbers = TestRecords.numbersAt(256, 4);
        for (int i = 0; i < 2; i++) {
            strict.table.answered(0, TestRecords.at(numbers[i], 1, "9.8.7." + (i + 1)));
            strict.table.answered(0, TestRecords.at(numbers[2 + i], 1, "2a00:1:2:3::" + (i + 1)));
        }
        assertEquals(3, strict.table.entries().size());
        assertFalse(strict.table.contains(TestRecords.id(numbers[3])));
    }

    @Test
    void replacementThatAnswersTakesThePlaceOfARecordOfItsNetwork() {
        List<NodeRecord> full = bucketOf(256, 16);
        fixture.answered(full);
        int[] numbers = TestRecords.numbersAt(256, 17);
        NodeRecord waiting = TestRecords.at(numbers[16], 1, "9.8.7.1");
        table.heardOf(fixture.nowMs, waiting);
        table.remove(full.getFirst().nodeId());
        for (int distance = 255; distance > 250; distance--) {
            for (int number : TestRecords.numbersAt(distance, 2)) {
                table.heardOf(fixture.nowMs, TestRecords.at(number, 1, "9.8.7." + (distance - 200)));
            }
        }
        table.answered(fixture.nowMs, waiting);
        assertTrue(fixture.live(waiting));
    }

    /** Sweep seed 79: a place stayed free while a replacement waited for it. */
    @Test
    void thePlaceOfARecordThatGivesWayInAnotherBucketIsForAReplacement() {
        fixture.answered(bucketOf(256, 15));
        for (int distance = 255; distance > 251; distance--) {
            offer(distance, 2, "9.8.7.", "");
        }
        offer(251, 1, "9.8.7.", "");
        int[] numbers = TestRecords.numbersAt(256, 17);
        NodeRecord rival = TestRecords.at(numbers[15], 1, "9.8.7.10");
        NodeRecord waiting = TestRecords.at(numbers[16], 1, "9.9.9.9");
        fixture.heardOf(List.of(rival, waiting));
        assertEquals(List.of(rival), table.duePings(fixture.nowMs));

        table.answered(fixture.nowMs, TestRecords.at(TestRecords.numbersAt(250, 1)[0], 1, "9.8.7.11"));
        assertFalse(table.contains(rival.nodeId()));
        assertEquals(List.of(waiting), table.duePings(fixture.nowMs));
    }

    @Test
    void replacementIsNotTriedWhereTheQuotaIsUsedUp() {
        fixture.answered(bucketOf(256, 16));
        int[] numbers = TestRecords.numbersAt(256, 17);
        table.heardOf(fixture.nowMs, TestRecords.at(numbers[16], 1, "9.8.7.1"));
        for (int distance = 255; distance > 250; distance--) {
            offer(distance, 2, "9.8.7.", "");
        }
        table.remove(TestRecords.id(numbers[0]));
        assertEquals(List.of(), table.duePings(fixture.nowMs));
        table.remove(TestRecords.id(TestRecords.numbersAt(255, 1)[0]));
        table.remove(TestRecords.id(numbers[1]));
        assertEquals(1, table.duePings(fixture.nowMs).size());
    }

    @Test
    void bothAddressesOfANodeCount() {
        int[] numbers = TestRecords.numbersAt(256, 4);
        for (int i = 0; i < 3; i++) {
            table.answered(fixture.nowMs, TestRecords.dual(numbers[i], 1, "9.8." + i + ".1", "2a00:1:2:3::" + (i + 1)));
        }
        assertEquals(2, table.entries().size());
        table.remove(TestRecords.id(numbers[0]));
        table.answered(fixture.nowMs, TestRecords.at(numbers[2], 1, "2a00:1:2:3::9"));
        table.answered(fixture.nowMs, TestRecords.at(numbers[3], 1, "2a00:1:2:3::8"));
        assertTrue(table.contains(TestRecords.id(numbers[2])));
        assertFalse(table.contains(TestRecords.id(numbers[3])));
    }
}
