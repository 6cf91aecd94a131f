package io.wayfinder.discovery.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class KnownRecordsTest {

    private final Layer a = new Layer(1);
    private final KnownRecords known = new KnownRecords(Layer.CURVE, 3);

    @Test
    void equalBytesAreVerifiedOnce() {
        NodeRecord first = verify(a.record);
        assertSame(first, verify(a.record));
        assertEquals(1, count("records_verified"));
    }

    @Test
    void olderBytesThatWereVerifiedOnceAreNotVerifiedAgain() {
        NodeRecord newer = Layer.record(a.key, a.endpoint, 2);
        verify(a.record);
        verify(newer);
        verify(a.record);
        verify(newer);
        assertEquals(2, count("records_verified"));
        assertEquals(Optional.of(newer), known.get(a.id()));
    }

    @Test
    void olderRecordReplacesNothing() {
        NodeRecord newer = Layer.record(a.key, a.endpoint, 2);
        assertSame(newer, known.keep(newer));
        assertSame(newer, known.keep(a.record));
        assertEquals(Optional.of(newer), known.get(a.id()));
    }

    @Test
    void sequenceNumbersAreUnsigned() {
        known.keep(Layer.record(a.key, a.endpoint, Long.MAX_VALUE));
        NodeRecord highest = Layer.record(a.key, a.endpoint, -1);
        assertSame(highest, known.keep(highest));
    }

    @Test
    void forgedRecordIsNotKept() {
        byte[] bytes = a.record.encoded().toArray();
        bytes[10] ^= 1;
        assertEquals(Optional.empty(), known.verify(Bytes.wrap(bytes)));
        assertEquals(Optional.empty(), known.get(a.id()));
    }

    @Test
    void whatIsOnlyVerifiedIsNotKept() {
        assertEquals(Optional.of(a.record), known.verify(a.record.encoded()));
        assertEquals(Optional.empty(), known.get(a.id()));
        assertNull(known.pollNews());
        assertSame(a.record, known.keep(a.record));
        assertEquals(1, count("records_verified"), "once is enough");
    }

    @Test
    void whatIsVerifiedAndOldGivesTheNewestOne() {
        NodeRecord newer = Layer.record(a.key, a.endpoint, 2);
        known.keep(newer);
        assertEquals(Optional.of(newer), known.verify(a.record.encoded()));
    }

    @Test
    void eachRecordThatIsKeptIsNewsOnce() {
        NodeRecord newer = Layer.record(a.key, a.endpoint, 2);
        known.keep(a.record);
        known.keep(newer);
        known.keep(newer);
        known.keep(a.record);
        assertEquals(a.record, known.pollNews());
        assertEquals(newer, known.pollNews());
        assertNull(known.pollNews());
        known.forget(a.id());
        known.keep(newer);
        assertEquals(newer, known.pollNews(), "it was forgotten");
    }

    @Test
    void newsThatNobodyAsksForAreBounded() {
        for (long seq = 1; seq <= 5; seq++) {
            known.keep(Layer.record(a.key, a.endpoint, seq));
        }
        assertEquals(3, Objects.requireNonNull(known.pollNews()).seq(), "three are kept");
    }

    @Test
    void leastRecentlyUsedRecordIsForgotten() {
        Layer[] others = {new Layer(2), new Layer(3), new Layer(4)};
        known.keep(a.record);
        known.keep(others[0].record);
        known.keep(others[1].record);
        known.get(a.id());
        known.keep(others[2].record);
        assertEquals(3, count("records_known"));
        assertEquals(Optional.empty(), known.get(others[0].id()));
        assertEquals(Optional.of(a.record), known.get(a.id()));
    }

    @Test
    void encodingsAreBoundedToo() {
        for (long seq = 1; seq <= 4; seq++) {
            verify(Layer.record(a.key, a.endpoint, seq));
        }
        assertEquals(1, count("records_evicted"));
        verify(Layer.record(a.key, a.endpoint, 1));
        assertEquals(5, count("records_verified"), "the oldest bytes had been forgotten");
    }

    @Test
    void forgottenRecordIsVerifiedAgain() {
        verify(a.record);
        assertTrue(known.forget(a.id()));
        assertFalse(known.forget(a.id()));
        assertEquals(Optional.empty(), known.get(a.id()));
        verify(a.record);
        assertEquals(2, count("records_verified"));
    }

    @Test
    void capacityIsAtLeastOne() {
        assertSame(a.record, new KnownRecords(Layer.CURVE, 1).keep(a.record));
        assertThrows(IllegalArgumentException.class, () -> new KnownRecords(Layer.CURVE, 0));
    }

    private long count(String name) {
        Map<String, Long> counters = new LinkedHashMap<>();
        known.count(counters);
        return Objects.requireNonNull(counters.get(name));
    }

    private NodeRecord verify(NodeRecord record) {
        return known.keep(known.verify(record.encoded()).orElseThrow());
    }
}
