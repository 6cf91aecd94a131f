package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.MessageCodecTest.bytes;
import static io.wayfinder.discovery.wire.Rejection.BAD_MESSAGE;
import static io.wayfinder.discovery.wire.Rejection.BAD_RLP;
import static io.wayfinder.discovery.wire.Rejection.TOO_SHORT;
import static io.wayfinder.discovery.wire.Rejection.UNKNOWN_MESSAGE;
import static io.wayfinder.discovery.wire.Wire.ok;
import static io.wayfinder.discovery.wire.Wire.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.discovery.wire.Message.FindNode;
import io.wayfinder.discovery.wire.Message.Nodes;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are wrong in one place each. */
class MessageRejectionTest {

    @Test
    void messageHasAType() {
        assertRejected(TOO_SHORT, "");
    }

    @Test
    void typesBesideTheSixAreUnknown() {
        for (int type = 0; type < 256; type++) {
            if (type < 1 || type > 6) {
                assertEquals(UNKNOWN_MESSAGE, rejection(MessageCodec.decode(Bytes.of(type, 0xc2, 1, 1))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01", // nothing
                "01 c2 01", // a list that is longer than what is there
                "01 c2 01 02 00", // a byte behind the list
                "01 c2 01 02 c0", // a list behind the list
                "01 f802 01 02", // a long size where a short one does
                "01 f90002 01 02", // a size with a leading zero
                "01 ff ffffffffffffffff 01 02", // a size of eight bytes, the most there are
                "01 fb 80000000 01 02", // a size over what an int holds
                "01 fb ffffffff 01 02",
                "01 f8", // a size that is not there
                "01 fb 01",
                "01 c3 8101 02", // a byte under 0x80 with a size
                "01 c3 8100 02",
                "01 c4 b80101 02", // a long size for a short string
                "01 c2 82 02", // a string beyond its list
                "01 c3 01 8102", // an integer with a size it does not need
                "01 c2 01 00", // integers with leading zeros
                "01 c4 01 820001",
                "01 c3 01 8100",
                "02 c8 01 05 847f000001 00",
                "03 c3 01 c1 00",
                "03 c5 01 c3 820001",
                "04 c3 01 00 c0",
                "04 c4 01 01 c1 c1", // a record beyond the list of records
            })
    void whatIsNotCanonicalRlpIsRefused(String hex) {
        assertRejected(BAD_RLP, hex);
    }

    @Test
    void longSizeWithALeadingZeroIsRefused() {
        String payload = "ab".repeat(56);
        ok(Message.TalkResponse.class, MessageCodec.decode(bytes("06 f83b 01 b838" + payload)));
        assertRejected(BAD_RLP, "06 f9003b 01 b838" + payload);
        assertRejected(BAD_RLP, "06 f83c 01 b90038" + payload);
        assertRejected(BAD_RLP, "06 fb0000003b 01 b838" + payload);
    }

    @ParameterizedTest
    @CsvSource({
        "80, a string for the list",
        "01, a byte for the list",
        "c0, no request ID",
        "c2 c0 02, a list for the request ID",
        "cb 89010203040506070809 02, a request ID of nine bytes",
        "c1 01, no sequence number",
        "c2 01 c0, a list for the sequence number",
        "cb 01 89010203040506070809, a sequence number of nine bytes",
        "c3 01 02 03, an element too many",
        "c3 01 02 80, an empty element too many",
    })
    void pingIsARequestIdAndASequenceNumber(String data, String what) {
        assertRejected(BAD_MESSAGE, "01" + data);
    }

    @ParameterizedTest
    @CsvSource({
        "c2 01 05, no address",
        "c7 01 05 847f000001, no port",
        "c6 01 05 827f01 01, an address of two bytes",
        "c9 01 05 857f00000001 01, an address of five bytes",
        "c4 01 05 80 01, an empty address",
        "c4 01 05 c0 01, a list for the address",
        "d5 01 05 917f00000000000000000000000000000001 01, an address of 17 bytes",
        "cb 01 05 847f000001 83010000, port 65536",
        "cd 01 05 847f000001 850100000000, a port of five bytes",
        "c9 01 05 847f000001 01 01, an element too many",
    })
    void pongHasAnAddressOf4Or16BytesAndAPortOf16Bits(String data, String what) {
        assertRejected(BAD_MESSAGE, "02" + data);
    }

    @ParameterizedTest
    @CsvSource({
        "c1 01, no distances",
        "c2 01 05, a distance without a list",
        "c2 01 80, a string for the list of distances",
        "c3 01 c1 c0, a list for a distance",
        "c4 01 c1 05 05, an element too many",
    })
    void findNodeHasAListOfDistances(String data, String what) {
        assertRejected(BAD_MESSAGE, "03" + data);
    }

    @Test
    void distancesOver256AreKeptAsOneThatIsIgnored() {
        String[] distances = {
            "820100", "820101", "81ff", "83010000", "84ffffffff", "88ffffffffffffffff", "8b0a0b" + "00".repeat(9)
        };
        Bytes list = bytes(String.join("", distances));
        Bytes message = Bytes.concatenate(Bytes.of(3, 0xc2 + list.size(), 1, 0xc0 + list.size()), list);
        FindNode findNode = ok(FindNode.class, MessageCodec.decode(message));
        assertEquals(List.of(256, 257, 255, 257, 257, 257, 257), findNode.distances());
    }

    @Test
    void distancesAreAtMostAsManyAsThereAre() {
        assertEquals(
                257,
                ok(FindNode.class, MessageCodec.decode(findNode(257)))
                        .distances()
                        .size());
        assertEquals(BAD_MESSAGE, rejection(MessageCodec.decode(findNode(258))));
        assertEquals(BAD_MESSAGE, rejection(MessageCodec.decode(findNode(1100))));
    }

    @ParameterizedTest
    @CsvSource({
        "c2 01 01, no records",
        "c3 01 01 80, a string for the list of records",
        "c3 01 c0 c0, a list for the total",
        "c4 01 01 c0 c0, an element too many",
    })
    void nodesHasATotalAndAListOfRecords(String data, String what) {
        assertRejected(BAD_MESSAGE, "04" + data);
    }

    @Test
    void totalThatIsTooLargeIsKeptAsTheLargest() {
        String[] totals = {"847fffffff", "8480000000", "88ffffffffffffffff", "8a0102030405060708090a"};
        for (String total : totals) {
            Bytes encoded = bytes(total);
            Bytes message = Bytes.concatenate(Bytes.of(4, 0xc2 + encoded.size(), 1), encoded, Bytes.of(0xc0));
            assertEquals(
                    Integer.MAX_VALUE,
                    ok(Nodes.class, MessageCodec.decode(message)).total());
        }
    }

    /** So that a bad record does not cost its neighbours: {@code enr} refuses it by name. */
    @Test
    void itemsThatAreNoRecordsAreKeptBesideThoseThatAre() {
        Bytes tooLarge = listOf(Bytes.repeat((byte) 1, 301));
        List<Bytes> items = List.of(bytes("c101"), bytes("05"), bytes("80"), tooLarge);
        Nodes nodes = new Nodes(new RequestId(Bytes.of(1)), 1, items);
        assertEquals(nodes, ok(Nodes.class, MessageCodec.decode(MessageCodec.encode(nodes))));
    }

    @Test
    void recordsInAMessageAreAtMost16() {
        assertEquals(
                16, ok(Nodes.class, MessageCodec.decode(nodes(16))).records().size());
        assertEquals(BAD_MESSAGE, rejection(MessageCodec.decode(nodes(17))));
    }

    @ParameterizedTest
    @CsvSource({
        "05 c1 01, no protocol",
        "05 c2 01 02, no payload",
        "05 c3 01 c0 02, a list for the protocol",
        "05 c3 01 02 c0, a list for the payload",
        "05 c4 01 02 03 04, an element too many",
        "06 c1 01, no payload",
        "06 c2 01 c0, a list for the payload",
        "06 c3 01 02 03, an element too many",
    })
    void talkIsStrings(String message, String what) {
        assertRejected(BAD_MESSAGE, message);
    }

    private static Bytes findNode(int distances) {
        Bytes list = listOf(Bytes.repeat((byte) 1, distances));
        return Bytes.concatenate(Bytes.of(3), listOf(Bytes.concatenate(Bytes.of(1), list)));
    }

    private static Bytes nodes(int records) {
        Bytes list = listOf(Bytes.repeat((byte) 0xc0, records));
        return Bytes.concatenate(Bytes.of(4), listOf(Bytes.concatenate(Bytes.of(1, 1), list)));
    }

    private static Bytes listOf(Bytes payload) {
        int size = payload.size();
        Bytes prefix = size < 56
                ? Bytes.of(0xc0 + size)
                : size < 256 ? Bytes.of(0xf8, size) : Bytes.of(0xf9, size >> 8, size & 0xff);
        return Bytes.concatenate(prefix, payload);
    }

    private static void assertRejected(Rejection reason, String hex) {
        assertEquals(reason, rejection(MessageCodec.decode(bytes(hex))), hex);
    }
}
