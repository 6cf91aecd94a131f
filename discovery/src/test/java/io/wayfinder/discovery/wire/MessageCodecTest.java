package io.wayfinder.discovery.wire;

import static io.wayfinder.discovery.wire.Wire.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wayfinder.discovery.wire.Message.FindNode;
import io.wayfinder.discovery.wire.Message.Nodes;
import io.wayfinder.discovery.wire.Message.Ping;
import io.wayfinder.discovery.wire.Message.Pong;
import io.wayfinder.discovery.wire.Message.TalkRequest;
import io.wayfinder.discovery.wire.Message.TalkResponse;
import java.util.Collections;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Each message beside its bytes, written out by hand from the specification. */
class MessageCodecTest {

    private static final RequestId ID = id("0x00000001");

    @Test
    void ping() {
        assertBothWays("01 c6 8400000001 02", new Ping(ID, 2));
        assertBothWays("01 ce 8400000001 88ffffffffffffffff", new Ping(ID, -1));
        assertBothWays("01 c7 8400000001 8180", new Ping(ID, 128));
        assertBothWays("01 c6 8400000001 80", new Ping(ID, 0));
    }

    @Test
    void requestIdsHaveZeroToEightBytes() {
        assertBothWays("01 c2 80 02", new Ping(id("0x"), 2));
        assertBothWays("01 c2 00 02", new Ping(id("0x00"), 2));
        assertBothWays("01 c2 7f 02", new Ping(id("0x7f"), 2));
        assertBothWays("01 c3 8180 02", new Ping(id("0x80"), 2));
        assertBothWays("01 c4 820000 02", new Ping(id("0x0000"), 2));
        assertBothWays("01 ca 880102030405060708 02", new Ping(id("0x0102030405060708"), 2));
        assertThrows(IllegalArgumentException.class, () -> id("0x010203040506070809"));
        assertThrows(IllegalArgumentException.class, () -> new RequestId(0x100, 1));
        assertThrows(IllegalArgumentException.class, () -> new RequestId(0, -1));
    }

    @Test
    void pong() {
        assertBothWays("02 ce 8400000001 05 847f000001 82765f", new Pong(ID, 5, ip("7f000001"), 30303));
        assertBothWays("02 cc 8400000001 05 847f000001 80", new Pong(ID, 5, ip("7f000001"), 0));
        assertBothWays("02 ce 8400000001 05 847f000001 82ffff", new Pong(ID, 5, ip("7f000001"), 65535));
        assertBothWays(
                "02 da 8400000001 05 9020010db8000000000000000000000001 82765f",
                new Pong(ID, 5, ip("20010db8000000000000000000000001"), 30303));
    }

    /** Java's InetAddress would shorten it to four bytes. */
    @Test
    void ipv4MappedAddressStays16Bytes() {
        String mapped = "00000000000000000000ffff7f000001";
        assertBothWays("02 da 8400000001 05 90" + mapped + " 82765f", new Pong(ID, 5, ip(mapped), 30303));
    }

    @Test
    void findNode() {
        assertBothWays("03 cd 8400000001 c7 820100 81ff 81fe", new FindNode(ID, List.of(256, 255, 254)));
        assertBothWays("03 c7 8400000001 c1 80", new FindNode(ID, List.of(0)));
        assertBothWays("03 c6 8400000001 c0", new FindNode(ID, List.of()));
        assertBothWays("03 c8 8400000001 c2 01 01", new FindNode(ID, List.of(1, 1)));
    }

    @Test
    void nodes() {
        assertBothWays("04 c7 8400000001 01 c0", new Nodes(ID, 1, List.of()));
        assertBothWays("04 c7 8400000001 80 c0", new Nodes(ID, 0, List.of()));
        List<Bytes> records = List.of(Bytes.fromHexString("0xc20102"), Bytes.fromHexString("0xc0"));
        assertBothWays("04 cb 8400000001 05 c4 c20102 c0", new Nodes(ID, 5, records));
    }

    @Test
    void talk() {
        assertBothWays(
                "05 cf 8400000001 86646973637635 820102",
                new TalkRequest(ID, Bytes.wrap(PacketCodec.DISCV5), Bytes.of(1, 2)));
        assertBothWays("05 c7 8400000001 80 80", new TalkRequest(ID, Bytes.EMPTY, Bytes.EMPTY));
        assertBothWays("06 c6 8400000001 80", new TalkResponse(ID, Bytes.EMPTY));
        assertBothWays("06 c6 8400000001 05", new TalkResponse(ID, Bytes.of(5)));
        String payload = "ab".repeat(300);
        assertBothWays("06 f90134 8400000001 b9012c" + payload, new TalkResponse(ID, bytes(payload)));
    }

    @Test
    void recordsGuardTheirLimits() {
        assertThrows(IllegalArgumentException.class, () -> new Pong(ID, 1, Bytes.repeat((byte) 1, 5), 1));
        assertThrows(IllegalArgumentException.class, () -> new Pong(ID, 1, ip("7f000001"), 65536));
        assertThrows(IllegalArgumentException.class, () -> new Pong(ID, 1, ip("7f000001"), -1));
        assertThrows(IllegalArgumentException.class, () -> new FindNode(ID, List.of(258)));
        assertThrows(IllegalArgumentException.class, () -> new FindNode(ID, List.of(-1)));
        assertThrows(IllegalArgumentException.class, () -> new FindNode(ID, Collections.nCopies(258, 1)));
        assertThrows(IllegalArgumentException.class, () -> new Nodes(ID, -1, List.of()));
        List<Bytes> tooMany = Collections.nCopies(17, Bytes.of(0xc0));
        assertThrows(IllegalArgumentException.class, () -> new Nodes(ID, 1, tooMany));
    }

    @Test
    void recordThatIsNotOneItemIsNotSent() {
        for (String notAnItem : new String[] {"", "c1", "c0c0", "8101"}) {
            Nodes nodes = new Nodes(ID, 1, List.of(bytes(notAnItem)));
            assertThrows(IllegalArgumentException.class, () -> MessageCodec.encode(nodes), notAnItem);
        }
    }

    private static void assertBothWays(String hex, Message message) {
        assertEquals(bytes(hex), MessageCodec.encode(message));
        assertEquals(message, ok(Message.class, MessageCodec.decode(bytes(hex))));
    }

    static Bytes bytes(String hex) {
        return Bytes.fromHexString(hex.replace(" ", ""));
    }

    private static Bytes ip(String hex) {
        return Bytes.fromHexString(hex);
    }

    private static RequestId id(String hex) {
        return new RequestId(Bytes.fromHexString(hex));
    }
}
