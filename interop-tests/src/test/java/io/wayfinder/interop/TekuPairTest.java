package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.wayfinder.discovery.service.DiscoveryService.Pinged;
import io.wayfinder.enr.Distance;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One node of ours and one of Teku's library, neither knowing the other beforehand. */
@Timeout(60)
class TekuPairTest {

    private static final String OUR_KEY = "a1".repeat(32);
    private static final String THEIR_KEY = "b2".repeat(32);

    private Vertx vertx;
    private OurNode ours;
    private PeerProcess theirs;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        ours = OurNode.start(vertx, OUR_KEY, 0, List.of());
        theirs = PeerProcess.teku(THEIR_KEY, 0, 1, List.of());
    }

    @AfterEach
    void stop() {
        theirs.close();
        ours.close();
        OurNode.await(vertx.close());
    }

    @Test
    void wePingThem() {
        Pinged pinged =
                OurNode.await(ours.service().ping(OurNode.contact(theirs.enr())).future());

        assertEquals(1, pinged.pong().enrSeq());
        assertEquals(Endpoint.parse("127.0.0.1:" + ours.port()), pinged.pong().recipient());
    }

    @Test
    void theyPingUs() {
        assertTrue(theirs.command("ping", Map.of("enr", ours.enr())).asBoolean());
    }

    @Test
    void weAskTheirRecord() {
        List<NodeRecord> records = OurNode.await(ours.service()
                .findNode(OurNode.contact(theirs.enr()), List.of(0))
                .future());

        assertEquals(List.of(OurNode.record(theirs.enr())), records);
    }

    @Test
    void theyAskOurRecord() {
        var records = theirs.command("findnode", Map.of("enr", ours.enr(), "distances", List.of(0)));

        assertEquals(List.of(ours.enr()), List.of(records.path(0).asText()));
    }

    @Test
    void theyFindThemselvesInNoAnswerOfOurs() {
        theirs.command("ping", Map.of("enr", ours.enr()));
        int distance = Distance.log(ours.nodeId(), OurNode.record(theirs.enr()).nodeId());

        assertEquals(
                0,
                theirs.command("findnode", Map.of("enr", ours.enr(), "distances", List.of(distance)))
                        .size());
    }

    @Test
    void talkPayloadsOfAllSizesPassBothWays() {
        for (int size : new int[] {0, 1, 1_000, 1_150}) {
            Bytes payload = Bytes.repeat((byte) 0x5a, size);

            Bytes echoed = OurNode.await(ours.service()
                    .talk(OurNode.contact(theirs.enr()), OurNode.ECHO, payload)
                    .future());
            String heard = theirs.command(
                            "talk",
                            Map.of(
                                    "enr", ours.enr(),
                                    "protocol", OurNode.ECHO.toHexString(),
                                    "payload", payload.toHexString()))
                    .asText();

            assertEquals(payload, echoed);
            assertEquals(payload.toHexString(), heard);
        }
    }

    @Test
    void anUnknownProtocolIsAnsweredEmpty() {
        Map<String, String> unknown = Map.of("enr", ours.enr(), "protocol", "0x7878", "payload", "0x01");

        assertEquals("0x", theirs.command("talk", unknown).asText());
    }

    @Test
    void theirUpdatedRecordReachesUs() {
        OurNode.await(ours.service().ping(OurNode.contact(theirs.enr())).future());
        String updated = theirs.command("setEntry", Map.of("key", "ours", "value", "0x1234"))
                .asText();
        NodeRecord newest = OurNode.record(updated);

        NodeRecord resolved =
                OurNode.await(ours.service().resolve(newest.nodeId()).future());

        assertEquals(newest, resolved);
    }

    @Test
    void ourUpdatedRecordReachesThem() {
        theirs.command("ping", Map.of("enr", ours.enr()));
        NodeRecord newest =
                OurNode.await(ours.service().updateRecord(Map.of("theirs", Bytes.fromHexString("0x821234"))));

        var records = theirs.command("findnode", Map.of("enr", ours.enr(), "distances", List.of(0)));

        assertEquals(newest.text(), records.path(0).asText());
    }

    @Test
    void theyComeBackAfterAKillWithinOneRequest() {
        OurNode.await(ours.service().ping(OurNode.contact(theirs.enr())).future());
        int port = theirs.port();
        theirs.kill();
        theirs = PeerProcess.teku(THEIR_KEY, port, 2, List.of());
        String enr = theirs.enr();

        Pinged pinged = OurNode.await(ours.service().ping(OurNode.contact(enr)).future());

        assertEquals(2, pinged.pong().enrSeq());
    }

    @Test
    void weComeBackAfterARestartWithinOneRequestOfOurs() {
        OurNode.await(ours.service().ping(OurNode.contact(theirs.enr())).future());
        int port = ours.port();
        ours.close();
        ours = OurNode.start(vertx, OUR_KEY, port, List.of());

        Pinged pinged =
                OurNode.await(ours.service().ping(OurNode.contact(theirs.enr())).future());

        assertEquals(1, pinged.pong().enrSeq());
    }

    @Test
    void weComeBackAfterARestartWithinOneRequestOfTheirs() {
        theirs.command("ping", Map.of("enr", ours.enr()));
        int port = ours.port();
        ours.close();
        ours = OurNode.start(vertx, OUR_KEY, port, List.of());

        assertTrue(theirs.command("ping", Map.of("enr", ours.enr())).asBoolean());
    }
}
