package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.wayfinder.enr.NodeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Eight nodes of Teku's library and eight of ours; one of theirs is the only bootnode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class MixedNetworkTest {

    private static final int EACH = 8;
    private static final Duration JOINED_WITHIN = Duration.ofMinutes(2);
    private static final long LOOKUP_LIMIT_MS = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final List<PeerProcess> theirs = new ArrayList<>();
    private final List<OurNode> ours = new ArrayList<>();
    private long startedNs;

    @BeforeAll
    void start() {
        startedNs = System.nanoTime();
        theirs.add(PeerProcess.start(Peer.TEKU, key(0xb0), List.of()));
        List<String> bootnode = List.of(theirs.getFirst().enr());
        for (int i = 1; i < EACH; i++) {
            theirs.add(PeerProcess.start(Peer.TEKU, key(0xb0 + i), bootnode));
        }
        theirs.forEach(PeerProcess::enr);
        for (int i = 0; i < EACH; i++) {
            ours.add(OurNode.start(vertx, key(0xa0 + i), 0, bootnode));
        }
    }

    @AfterAll
    void stop() {
        theirs.forEach(PeerProcess::close);
        ours.forEach(OurNode::close);
        OurNode.await(vertx.close());
    }

    @Test
    void aLookupOfAnyNodeFromAnyOfOursReturnsItsNewestRecord() {
        theirs.get(3).command("setEntry", Map.of("key", "x", "value", "0x01"));
        OurNode.await(ours.get(5).service().updateRecord(Map.of("x", Bytes.of(1))));
        List<NodeRecord> newest = new ArrayList<>();
        theirs.forEach(peer -> newest.add(OurNode.record(peer.self())));
        ours.forEach(node -> newest.add(node.service().localRecord()));

        List<String> missing = missing(newest);
        while (!missing.isEmpty() && System.nanoTime() - startedNs < JOINED_WITHIN.toNanos()) {
            missing = missing(newest);
        }

        assertEquals(List.of(), missing);
        System.out.printf(
                "mixed network of %d: every look-up right %.1f s after the start%n",
                newest.size(), (System.nanoTime() - startedNs) / 1e9);
    }

    /** Which look-ups do not give the newest record in time, as text. */
    private List<String> missing(List<NodeRecord> newest) {
        List<String> missing = new ArrayList<>();
        for (OurNode from : ours) {
            for (NodeRecord wanted : newest) {
                if (from.nodeId().equals(wanted.nodeId())) {
                    continue;
                }
                long askedNs = System.nanoTime();
                String found;
                try {
                    NodeRecord record = OurNode.await(
                            from.service().resolve(wanted.nodeId()).future());
                    found = record.equals(wanted) ? "" : "an older record";
                } catch (RuntimeException e) {
                    found = String.valueOf(e.getMessage());
                }
                long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNs);
                if (!found.isEmpty() || tookMs > LOOKUP_LIMIT_MS) {
                    missing.add(
                            from.nodeId() + " looked for " + wanted.nodeId() + ": " + found + ", " + tookMs + " ms");
                }
            }
        }
        return missing;
    }

    @Test
    void allOfOursPingAllOfTheirs() {
        for (OurNode from : ours) {
            for (PeerProcess to : theirs) {
                assertEquals(
                        "127.0.0.1",
                        OurNode.await(from.service()
                                        .ping(OurNode.contact(to.enr()))
                                        .future())
                                .pong()
                                .recipient()
                                .address()
                                .toString());
            }
        }
    }

    @Test
    void allOfTheirsPingAllOfOurs() {
        for (PeerProcess from : theirs) {
            for (OurNode to : ours) {
                assertTrue(from.command("ping", Map.of("enr", to.enr())).asBoolean());
            }
        }
    }

    private static String key(int seed) {
        return String.format("%02x", seed).repeat(32);
    }
}
