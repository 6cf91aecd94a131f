package io.wayfinder.enr;

import static io.wayfinder.enr.Records.CURVE;
import static io.wayfinder.enr.Records.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.SecretKey;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class NodeRecordBuilderTest {

    @Test
    void recordIsMadeFromAnotherWithEntriesAddedAndRemoved() {
        NodeRecord first = new NodeRecordBuilder()
                .seq(5)
                .put(Entries.IP, IpAddress.parse("192.0.2.1"))
                .put(Entries.UDP, 9_000)
                .putRaw("zz", Records.rlpList(Records.text("kept")))
                .sign(KEY, CURVE);
        NodeRecord second = NodeRecordBuilder.from(first)
                .seq(6)
                .remove("ip")
                .put(Entries.TCP, 9_001)
                .sign(KEY, CURVE);

        assertEquals(
                List.of("id", "secp256k1", "tcp", "udp", "zz"),
                List.copyOf(second.entries().keySet()));
        assertEquals(Records.rlpList(Records.text("kept")), second.entries().get("zz"));
        assertTrue(second.newerThan(first));
        assertFalse(first.newerThan(second));
        assertEquals(first.nodeId(), second.nodeId());
    }

    @Test
    void sequenceNumberIsUnsigned() {
        NodeRecord largest = new NodeRecordBuilder().seq(-1).sign(KEY, CURVE);
        NodeRecord halfWay = new NodeRecordBuilder().seq(Long.MAX_VALUE).sign(KEY, CURVE);

        assertEquals(-1, largest.seq());
        assertTrue(largest.newerThan(halfWay));
        assertEquals(largest, Records.valid(Records.decode(largest.encoded())));
    }

    @Test
    void recordIsReSignedWithAnotherKey() {
        SecretKey other = SecretKey.generate(new Random(1));
        NodeRecord first = new NodeRecordBuilder().sign(KEY, CURVE);
        NodeRecord second = NodeRecordBuilder.from(first).sign(other, CURVE);

        assertEquals(NodeId.of(CURVE.publicKey(other)), second.nodeId());
    }

    @Test
    void recordOfMoreThan300BytesIsRefusedWithItsSize() {
        NodeRecordBuilder builder = new NodeRecordBuilder().putRaw("zz", Records.octets(Bytes.wrap(new byte[250])));

        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> builder.sign(KEY, CURVE));
        assertTrue(String.valueOf(refusal.getMessage()).contains("375 bytes"), refusal::getMessage);
    }

    @Test
    void valuesThatAreNotOneCanonicalItemAreRefused() {
        NodeRecordBuilder builder = new NodeRecordBuilder();
        for (String bad : new String[] {"0x", "0x8105", "0x0102", "0x82ff", "0xb80161", "0xc28105", "0xf90000"}) {
            Bytes item = Bytes.fromHexString(bad);
            assertThrows(IllegalArgumentException.class, () -> builder.putRaw("zz", item), bad);
        }
    }

    @Test
    void valuesOutsideTheirEntryAreRefused() {
        NodeRecordBuilder builder = new NodeRecordBuilder();

        assertThrows(IllegalArgumentException.class, () -> builder.put(Entries.UDP, 65_536));
        assertThrows(IllegalArgumentException.class, () -> builder.put(Entries.UDP, -1));
        assertThrows(IllegalArgumentException.class, () -> builder.put(Entries.IP, IpAddress.parse("::1")));
        assertThrows(IllegalArgumentException.class, () -> builder.put(Entries.IP6, IpAddress.parse("127.0.0.1")));
        assertThrows(IllegalArgumentException.class, () -> builder.put(Entries.ATTNETS, List.of(64)));
        assertThrows(IllegalArgumentException.class, () -> builder.put(Entries.NFD, Bytes.of(1, 2, 3)));
        assertThrows(IllegalArgumentException.class, () -> builder.putRaw("ip", Records.octets(Bytes.of(1, 2, 3))));
    }

    @Test
    void identityComesFromTheKeyAlone() {
        NodeRecordBuilder builder = new NodeRecordBuilder();

        assertThrows(IllegalArgumentException.class, () -> builder.put(Entries.ID, "v5"));
        assertThrows(IllegalArgumentException.class, () -> builder.putRaw("secp256k1", Bytes.of(1)));
        assertThrows(IllegalArgumentException.class, () -> builder.putRaw("\u0100", Bytes.of(1)));
    }

    /** A foreign record may hold an entry that we would not write; it stays when the record is signed anew. */
    @Test
    void odditiesOfARecordAreKeptWhenItIsSignedAnew() {
        Bytes odd = Records.signed(
                Bytes.of(1),
                Records.text("id"),
                Records.text("v4"),
                Records.text("ip"),
                Records.octets(Bytes.of(1, 2, 3)),
                Records.text("secp256k1"),
                Records.octets(Records.PUBLIC_KEY));
        NodeRecord record = Records.valid(Records.decode(odd));

        assertEquals(Optional.empty(), record.get(Entries.IP));
        assertEquals("0x010203", record.describe().get("ip"));
        assertEquals(record, NodeRecordBuilder.from(record).sign(KEY, CURVE));
    }

    @Test
    void callersArrayMayChangeAfterwards() {
        byte[] array = Records.text("text").toArray();
        NodeRecordBuilder builder = new NodeRecordBuilder().putRaw("zz", Bytes.wrap(array));
        array[1] = 'n';
        NodeRecord record = builder.sign(KEY, CURVE);
        byte[] encoded = record.encoded().toArray();
        NodeRecord again = Records.valid(Records.decode(Bytes.wrap(encoded)));
        encoded[10]++;

        assertEquals(Records.text("text"), record.entries().get("zz"));
        assertEquals(record, again);
    }
}
