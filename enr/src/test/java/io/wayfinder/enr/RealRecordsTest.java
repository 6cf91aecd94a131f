package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.crypto.Secp256k1;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of the network, against another implementation's reading of them. */
class RealRecordsTest {

    static Stream<RealRecord> all() {
        return RealRecord.all().stream();
    }

    @Test
    void allAreThere() {
        assertEquals(111, all().count());
    }

    @ParameterizedTest
    @MethodSource("all")
    void recordIsReadAsTheOtherDecoderReadsIt(RealRecord real) {
        NodeRecord record = Records.valid(EnrText.decode(real.enr(), Records.CURVE));

        assertEquals(real.field("nodeId").orElseThrow(), record.nodeId().toString());
        assertEquals(real.field("seq").orElseThrow(), Long.toUnsignedString(record.seq()));
        assertEquals(real.field("ip"), record.get(Entries.IP).map(IpAddress::toString));
        assertEquals(real.field("ip6").map(IpAddress::parse), record.get(Entries.IP6));
        assertEquals(real.field("tcp"), record.get(Entries.TCP).map(String::valueOf));
        assertEquals(real.field("udp"), record.get(Entries.UDP).map(String::valueOf));
        assertEquals(real.field("udp6"), record.get(Entries.UDP6).map(String::valueOf));
        assertEquals(real.pairs(), pairs(record));
    }

    @ParameterizedTest
    @MethodSource("all")
    void recordIsWrittenAsItCame(RealRecord real) {
        NodeRecord record = Records.valid(EnrText.decode(real.enr(), Records.CURVE));

        assertEquals(real.enr(), record.text());
        assertEquals(record.encoded(), RecordContent.encode(record.signature(), record.seq(), record.entries()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void recordIsTheSameWithEitherProviderOfTheCurve(RealRecord real) {
        assertEquals(
                EnrText.decode(real.enr(), Secp256k1.bouncyCastle()),
                EnrText.decode(real.enr(), Secp256k1.libsecp256k1().orElseThrow()));
    }

    /** What a typed entry reads it also writes, so that a record of ours says it as the network does. */
    @ParameterizedTest
    @MethodSource("all")
    void everyEntryIsOfItsFormAndWrittenAsItCame(RealRecord real) {
        NodeRecord record = Records.valid(EnrText.decode(real.enr(), Records.CURVE));

        record.entries().forEach((key, item) -> {
            Entry<?> entry = Entries.known(key).orElseThrow(() -> new AssertionError("unknown key " + key));
            assertEquals(Optional.of(item), again(entry, item), () -> key + " of " + real);
            assertTrue(entry.describe(item).isPresent());
        });
    }

    private static <T> Optional<Bytes> again(Entry<T> entry, Bytes item) {
        return entry.decode(item).map(entry::encode);
    }

    private static SortedMap<String, String> pairs(NodeRecord record) {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (Map.Entry<String, Bytes> pair : record.entries().entrySet()) {
            Optional<List<Bytes>> list = RlpItem.items(pair.getValue());
            pairs.put(pair.getKey(), list.isPresent() ? flattened(list.get()) : hex(pair.getValue()));
        }
        return pairs;
    }

    /** How the other decoder shows a list: an octet for each item, its number where it is one. */
    private static String flattened(List<Bytes> items) {
        List<String> octets = new ArrayList<>();
        for (Bytes item : items) {
            octets.add(String.format("%02x", item.size() == 1 ? item.get(0) : 0));
        }
        return String.join("", octets);
    }

    private static String hex(Bytes item) {
        return RlpItem.octets(item).orElseThrow().toUnprefixedHexString();
    }
}
