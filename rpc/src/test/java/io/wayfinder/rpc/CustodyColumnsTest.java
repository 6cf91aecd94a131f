package io.wayfinder.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wayfinder.enr.NodeId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustodyColumnsTest {

    /** Expected values: the specification's Python, run as it stands. */
    @ParameterizedTest
    @CsvSource({
        "a448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7,0,''",
        "a448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7,4,'41, 45, 47, 125'",
        "a448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7,8,'31, 41, 45, 47, 108, 111, 118, 125'",
        "0000000000000000000000000000000000000000000000000000000000000000,8,'1, 17, 19, 42, 75, 87, 102, 117'",
        // After the largest number comes zero.
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,8,'1, 17, 19, 42, 47, 75, 87, 102'",
    })
    void columnsAreThoseOfTheSpecification(String id, int count, String columns) {
        assertEquals(
                "[" + columns + "]", CustodyColumns.of(NodeId.parse(id), count).toString());
    }

    @Test
    void columnsAreAsManyAsAskedFor() {
        NodeId id = NodeId.parse(Examples.NODE_ID);
        List<Integer> all = IntStream.range(0, 128).boxed().toList();
        assertEquals(all, CustodyColumns.of(id, 128));
        assertEquals(127, CustodyColumns.of(id, 127).size());
        assertThrows(IllegalArgumentException.class, () -> CustodyColumns.of(id, 129));
    }
}
