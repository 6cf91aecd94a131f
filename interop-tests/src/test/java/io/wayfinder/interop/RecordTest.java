package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** A record changes; the other side hears of it by the sequence number in a PONG, or asks. */
@DisplayName("record")
@Timeout(120)
class RecordTest {

    private static final Duration PICKED_UP_WITHIN = Duration.ofSeconds(30);

    @WithEachPeer
    void theirPongMakesUsFetchTheirNewRecord(Pair pair) {
        pair.ours().ping(pair.theirs().enr());
        NodeRecord newest = OurNode.record(pair.theirs().setEntry("theirs", Bytes.of(0x12, 0x34)));
        assertEquals(Bytes.fromHexString("0x821234"), newest.entries().get("theirs"));
        pair.measure();

        pair.ours().ping(pair.theirs().enr());

        Eventually.within(
                PICKED_UP_WITHIN,
                () -> "our node holds the peer's newest record",
                () -> OurNode.await(pair.ours().service().record(pair.theirId()))
                        .equals(Optional.of(newest)));
    }

    @WithEachPeer
    void weResolveTheirNewRecord(Pair pair) {
        pair.ours().ping(pair.theirs().enr());
        NodeRecord newest = OurNode.record(pair.theirs().setEntry("theirs", Bytes.of(0x12, 0x34)));
        pair.measure();

        NodeRecord resolved =
                OurNode.await(pair.ours().service().resolve(newest.nodeId()).future());

        assertEquals(newest, resolved);
    }

    @WithEachPeer
    void theyAskForOurNewRecord(Pair pair) {
        pair.theirs().ping(pair.ours().enr());
        String newest = update(pair.ours());
        pair.measure();

        assertEquals(
                newest, pair.theirs().findNode(pair.ours().enr(), List.of(0)).getFirst());
    }

    @WithEachPeer
    void ourNewRecordReachesTheirTable(Pair pair) {
        String first = pair.ours().enr();
        NodeId us = pair.ours().nodeId();
        pair.theirs().add(first);
        pair.ours().ping(pair.theirs().enr());
        Eventually.within(
                PICKED_UP_WITHIN,
                () -> "the peer has us in its table: " + pair.theirs().table(),
                () -> inTable(pair, us).equals(Optional.of(first)));
        String newest = update(pair.ours());
        pair.measure();

        pair.theirs().ping(first);

        Eventually.within(
                PICKED_UP_WITHIN,
                () -> "the peer's table has our newest record: " + pair.theirs().table(),
                () -> inTable(pair, us).equals(Optional.of(newest)));
    }

    private static String update(OurNode node) {
        return OurNode.await(node.service().updateRecord(Map.of("ours", Bytes.fromHexString("0x821234"))))
                .text();
    }

    private static Optional<String> inTable(Pair pair, NodeId id) {
        return pair.theirs().table().stream()
                .filter(text -> OurNode.record(text).nodeId().equals(id))
                .findFirst();
    }
}
