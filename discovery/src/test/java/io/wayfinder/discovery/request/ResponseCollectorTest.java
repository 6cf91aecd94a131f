package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class ResponseCollectorTest {

    private static final RequestId ID = new RequestId(Bytes.of(1));
    private static final List<Integer> ALL =
            IntStream.rangeClosed(0, 256).boxed().toList();

    private final TestNode peer = new TestNode(1, Endpoint.parse("127.0.0.1:1"));
    private final NodeRecord one = new TestNode(2, Endpoint.parse("127.0.0.1:2")).record();
    private final NodeRecord two = new TestNode(3, Endpoint.parse("127.0.0.1:3")).record();
    private final ResponseCollector collector =
            new ResponseCollector(ALL, new KnownRecords(TestNode.CURVE, 100), new AddressRules(List.of(), true, true));

    @Test
    void totalOfZeroIsReadAsOne() {
        add(0, one.encoded());
        assertTrue(collector.isComplete());
        assertEquals(List.of(one), collector.records());
    }

    @Test
    void totalOverSixteenIsReadAsSixteen() {
        for (int i = 0; i < 16; i++) {
            assertFalse(collector.isComplete());
            add(1_000_000, Bytes.of(0x80 + i));
        }
        assertTrue(collector.isComplete());
    }

    @Test
    void totalOfTheFirstPacketCounts() {
        add(3, one.encoded());
        add(1, two.encoded());
        assertFalse(collector.isComplete());
    }

    @Test
    void repeatedPacketDoesNotCountAgain() {
        add(2, one.encoded());
        add(2, one.encoded());
        assertFalse(collector.isComplete());
        add(2, two.encoded());
        assertTrue(collector.isComplete());
        assertEquals(List.of(one, two), collector.records());
    }

    @Test
    void badRecordsCostABoundedNumberOfVerifications() {
        byte[] forged = one.encoded().toArray();
        for (int packet = 0; packet < 16; packet++) {
            Bytes[] records = new Bytes[8];
            for (int i = 0; i < records.length; i++) {
                forged[forged.length - 1]++;
                records[i] = Bytes.wrap(forged.clone());
            }
            add(16, records);
        }
        assertTrue(collector.isComplete());
        assertEquals(ResponseCollector.EXAMINED_MAX, collector.recordsDropped());
    }

    @Test
    void forgedAndMalformedRecordsAreDroppedAndTheOthersKept() {
        byte[] forged = one.encoded().toArray();
        forged[forged.length - 1] ^= 1;
        add(1, Bytes.wrap(forged), Bytes.of(0x01), two.encoded());
        assertEquals(List.of(two), collector.records());
        assertEquals(2, collector.recordsDropped());
    }

    @Test
    void nodeMayTellOfItselfThatItIsNowhereAndOfNobodyElse() {
        NodeRecord own = new NodeRecordBuilder().seq(2).sign(peer.key, TestNode.CURVE);
        TestNode other = new TestNode(4, Endpoint.parse("127.0.0.1:4"));
        add(
                1,
                own.encoded(),
                new NodeRecordBuilder().seq(2).sign(other.key, TestNode.CURVE).encoded());
        assertEquals(List.of(own), collector.records());
        assertEquals(1, collector.recordsDropped());
    }

    private void add(int total, Bytes... records) {
        collector.add(peer.peer(), new Message.Nodes(ID, total, List.of(records)));
    }
}
