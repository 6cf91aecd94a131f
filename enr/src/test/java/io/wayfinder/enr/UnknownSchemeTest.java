package io.wayfinder.enr;

import static io.wayfinder.enr.Records.octets;
import static io.wayfinder.enr.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class UnknownSchemeTest {

    private static final Bytes SIGNATURE = Bytes.fromHexString("0102030405");
    private static final Bytes ENCODED = Records.list(
            SIGNATURE, Bytes.of(7), text("id"), text("v5"), text("key"), Records.rlpList(octets(Bytes.of(0x99))));

    @Test
    void recordOfAnotherSchemeIsKeptWhole() {
        UnverifiedRecord record = assertInstanceOf(DecodedRecord.UnknownScheme.class, Records.decode(ENCODED))
                .record();

        assertEquals("v5", record.scheme());
        assertEquals(7, record.seq());
        assertEquals(SIGNATURE, record.signature());
        assertEquals(List.of("id", "key"), List.copyOf(record.entries().keySet()));
        assertEquals(ENCODED, record.encoded());
        assertEquals(List.of("0x99"), record.describe().get("key"));
        assertEquals(new DecodedRecord.UnknownScheme(record), EnrText.decode(record.text(), Records.CURVE));
    }

    /** An unknown scheme does not excuse what EIP-778 asks of every record. */
    @Test
    void itsFormIsCheckedAllTheSame() {
        Bytes unsorted = Records.list(SIGNATURE, Bytes.of(7), text("key"), text("a"), text("id"), text("v5"));

        assertEquals(RecordRejection.BAD_KEYS, Records.rejection(Records.decode(unsorted)));
    }
}
