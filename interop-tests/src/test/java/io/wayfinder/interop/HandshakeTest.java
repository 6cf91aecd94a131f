package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wayfinder.discovery.service.DiscoveryService.Pinged;
import io.wayfinder.enr.Endpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** Who dials, and what a PING says. */
@DisplayName("handshake")
@Timeout(60)
class HandshakeTest {

    @WithEachPeer
    void weDialAndOurPingIsAnswered(Pair pair) {
        Pinged pinged = pair.ours().ping(pair.theirs().enr());

        assertEquals(OurNode.record(pair.theirs().enr()).seq(), pinged.pong().enrSeq());
        assertEquals(
                Endpoint.parse("127.0.0.1:" + pair.ours().port()), pinged.pong().recipient());
        assertEquals(1, pair.ours().counted("handshakes_proved"));
    }

    @WithEachPeer
    void theyDialAndTheirPingIsAnswered(Pair pair) {
        JsonNode pong = pair.theirs().ping(pair.ours().enr());

        if (pong.isObject()) {
            assertEquals(
                    pair.ours().service().localRecord().seq(),
                    pong.path("enrSeq").asLong());
            if (pong.has("port")) {
                assertEquals("127.0.0.1", pong.path("ip").asText());
                assertEquals(pair.theirs().port(), pong.path("port").asInt());
            }
        } else {
            assertTrue(pong.asBoolean());
        }
        assertEquals(1, pair.ours().counted("handshakes_accepted"));
    }

    @WithEachPeer
    void oneSessionServesBothDirections(Pair pair) {
        pair.ours().ping(pair.theirs().enr());
        pair.theirs().ping(pair.ours().enr());
        pair.ours().ping(pair.theirs().enr());

        assertEquals(1, pair.ours().counted("handshakes_proved") + pair.ours().counted("handshakes_accepted"));
    }
}
