package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class NodesPackingTest {

    private static final RequestId ID = new RequestId(Bytes.fromHexString("0x0102030405060708"));

    private static final TestNode NODE = new TestNode(9, Endpoint.parse("127.0.0.1:30303"));

    @Test
    void nothingGoesIntoOneEmptyPacket() {
        assertEquals(List.of(new Message.Nodes(ID, 1, List.of())), NodesPacking.pack(ID, List.of()));
    }

    @Test
    void sixteenRecordsOfTheLargestSizeNeedMoreThanFivePacketsAndFifteenGo() {
        List<Message.Nodes> packets = NodesPacking.pack(ID, records(16, 300));
        assertEquals(5, packets.size());
        assertEquals(15, count(packets));
        assertFit(packets);
    }

    @Test
    void recordsOfEverySizeFitTheirPackets() {
        for (int padding = 1; padding <= 160; padding++) {
            NodeRecord record = padded(padding);
            List<Message.Nodes> packets = NodesPacking.pack(ID, Collections.nCopies(16, record));
            assertFit(packets);
            int size = record.encoded().size();
            assertEquals(size <= 294 ? 16 : 15, count(packets), "records of " + size + " bytes");
        }
    }

    @Test
    void packetIsFilledToTheLastByteItHas() {
        int room = PacketCodec.ordinaryMessageMax()
                - MessageCodec.encode(new Message.Nodes(ID, 1, List.of())).size()
                - 4;
        List<NodeRecord> records = new ArrayList<>(records(3, 300));
        records.addAll(records(1, room - 900));
        List<Message.Nodes> packets = NodesPacking.pack(ID, records);
        assertEquals(1, packets.size());
        assertEquals(
                PacketCodec.ordinaryMessageMax(),
                MessageCodec.encode(packets.getFirst()).size());
    }

    @Test
    void smallRecordFillsAGapThatALargeOneLeft() {
        List<NodeRecord> records = new ArrayList<>(records(4, 300));
        records.addAll(records(1, 200));
        List<Message.Nodes> packets = NodesPacking.pack(ID, records);
        assertEquals(2, packets.size());
        assertEquals(4, packets.getFirst().records().size());
    }

    private static void assertFit(List<Message.Nodes> packets) {
        for (Message.Nodes packet : packets) {
            assertEquals(packets.size(), packet.total());
            assertTrue(MessageCodec.encode(packet).size() <= PacketCodec.ordinaryMessageMax());
        }
    }

    private static int count(List<Message.Nodes> packets) {
        return packets.stream().mapToInt(packet -> packet.records().size()).sum();
    }

    private static List<NodeRecord> records(int count, int size) {
        for (int padding = 1; padding <= 160; padding++) {
            NodeRecord record = padded(padding);
            if (record.encoded().size() == size) {
                return Collections.nCopies(count, record);
            }
        }
        throw new AssertionError("no record of " + size + " bytes");
    }

    private static NodeRecord padded(int padding) {
        Bytes octets = Bytes.repeat((byte) 0x99, padding);
        Bytes header = padding < 56 ? Bytes.of(0x80 + padding) : Bytes.of(0xb8, padding);
        return NodeRecordBuilder.from(NODE.record())
                .putRaw("zz", Bytes.concatenate(header, octets))
                .sign(NODE.key, TestNode.CURVE);
    }
}
