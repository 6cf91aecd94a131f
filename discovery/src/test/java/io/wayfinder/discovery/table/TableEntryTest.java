package io.wayfinder.discovery.table;

import static io.wayfinder.discovery.table.TableFixture.bucketOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.NodeRecord;
import org.junit.jupiter.api.Test;

class TableEntryTest {

    @Test
    void entryTellsSinceWhenItIsThereByAnyClock() {
        NodeRecord record = bucketOf(256, 1).get(0);
        TableEntry entry = new TableEntry(record, 256, 1_000, 2_000, 3, true);
        assertEquals(new TableEntry(record, 256, 1_500, 2_500, 3, true), entry.at(500));
    }
}
